# The declared shell, enabled in the home: only so do home-manager's session variables and aliases reach it.
let
  defaultOf = import ../default-value.nix;
  shells = import ../shell.nix;
in
{ account, origin, ... }:
{ lib, options, ... }:
let
  inherit (lib) optionalAttrs;
  default = defaultOf lib;
  program = shells.program account.shell;
  isDeclared = !(account.isDefaultShell or false);
in
{
  inherit (origin "shell") _class _file key;
  # Which shells home-manager has a module for is for its release to say.
  config = optionalAttrs (isDeclared && options.programs.${program} or { } ? enable) {
    programs.${program}.enable = default true;
  };
}
