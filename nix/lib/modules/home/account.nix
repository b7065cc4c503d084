# Whose home it is, and what its modules get to see of the fleet.
let
  defaultOf = import ../default-value.nix;
in
{
  account,
  fleet,
  host,
  origin,
  userId,
  ...
}:
{ lib, ... }:
let
  default = defaultOf lib;
in
{
  inherit (origin "account") _class _file key;
  config = {
    _module.args.fleet = {
      inherit (fleet) hosts;
      inherit host;
      user = account // {
        id = userId;
      };
    };
    home = {
      homeDirectory = default account.homeDirectory;
      stateVersion = default account.home.stateVersion;
      username = default account.username;
    };
  };
}
