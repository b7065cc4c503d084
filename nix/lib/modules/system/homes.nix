# The integrated homes of a host, as home-manager's module for systems takes them.
let
  defaultOf = import ../default-value.nix;
in
{
  homes,
  host,
  origin,
  settings,
  ...
}:
{ lib, ... }:
let
  inherit (builtins) attrNames filter listToAttrs;
  default = defaultOf lib;
  integrated = filter (userId: homes.${userId}.isIntegrated) (attrNames host.accounts);
in
{
  inherit (origin "homes") _class _file key;
  config.home-manager = {
    inherit (settings) extraSpecialArgs;
    useGlobalPkgs = default true;
    useUserPackages = default true;
    users = listToAttrs (
      map (userId: {
        name = host.accounts.${userId}.username;
        value.imports = homes.${userId}.modules;
      }) integrated
    );
  };
}
