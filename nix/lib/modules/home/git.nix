# The git identity of a home. Not `programs.git.settings`, which a person may also write as a list: this
# is what both its forms and the older `userName` end in.
let
  defaultOf = import ../default-value.nix;
in
{ account, origin, ... }:
{ lib, options, ... }:
let
  inherit (lib) mkIf optionalAttrs;
  default = defaultOf lib;
in
{
  inherit (origin "git") _class _file key;
  # Not under a condition: an option that is not there must not even be named.
  config = optionalAttrs (options.programs.git or { } ? iniContent) {
    programs.git.iniContent.user = {
      email = mkIf (account ? email) (default account.email);
      name = default account.fullName;
    };
  };
}
