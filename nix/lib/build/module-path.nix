# The module that a reference of `fleet.json`, { path }, stands for.
{ root, user }:
reference:
let
  path = root + "/${reference.path}";
  shellWord = import ../read/shell-word.nix;
in
if builtins.pathExists path then
  path
else
  throw ''
    fleet: ${reference.path}, a module of ${user}, is not in ${toString root}.
    Either it does not exist, and `fleet check` says what the least content is; or git does not track
    it, and so the flake does not see it:
        git add ${shellWord reference.path}''
