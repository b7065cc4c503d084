# The login shells that have a module, which NixOS wants enabled. Which ones have is for the system to
# say: it may be any release.
let
  defaultOf = import ../default-value.nix;
  shells = import ../shell.nix;
in
{ host, origin, ... }:
{ lib, options, ... }:
let
  inherit (builtins)
    attrValues
    elem
    filter
    listToAttrs
    ;
  default = defaultOf lib;
  used = map (account: shells.program account.shell) (attrValues host.accounts);
  isEnabled = name: options.programs.${name} or { } ? enable && elem name used;
in
{
  inherit (origin "login-shells") _class _file key;
  config.programs = listToAttrs (
    map (name: {
      inherit name;
      value.enable = default true;
    }) (filter isEnabled shells.programs)
  );
}
