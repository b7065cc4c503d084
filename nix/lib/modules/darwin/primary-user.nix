# The user that nix-darwin applies its user settings to.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  default = defaultOf lib;
in
{
  inherit (origin "primary-user") _class _file key;
  config.system.primaryUser = default host.accounts.${host.primaryUser}.username;
}
