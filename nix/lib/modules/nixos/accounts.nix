# What NixOS alone has options for in the accounts of a host.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins) attrValues listToAttrs;
  default = defaultOf lib;
in
{
  inherit (origin "accounts.nixos") _class _file key;
  config.users.users = listToAttrs (
    map (account: {
      name = account.username;
      value = {
        extraGroups = account.groups;
        isNormalUser = default true;
      };
    }) (attrValues host.accounts)
  );
}
