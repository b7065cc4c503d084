# Whose home it is, and what its modules get to see of the fleet.
let
  defaultOf = import ../default-value.nix;
in
{
  account,
  fleet,
  host,
  origin,
  user,
  userId,
  ...
}:
{ config, lib, ... }:
let
  default = defaultOf lib;
  inherit (builtins) compareVersions;

  # home-manager takes only releases that it knows, and says no more than which these are.
  release = config.home.version.release or null;
  declared = account.home.stateVersion;
  stateVersion =
    if release != null && compareVersions declared release > 0 then
      throw ''
        fleet: the stateVersion of ${user} is ${declared}, and its home-manager is of ${release}.
        Declare the release that the home began with, or take a later home-manager:
            nix flake update home-manager''
    else
      declared;
in
{
  inherit (origin "account") _class _file key;
  config = {
    _module.args.fleet = fleet.common // {
      inherit host;
      user = account // {
        id = userId;
      };
    };
    home = {
      homeDirectory = default account.homeDirectory;
      stateVersion = default stateVersion;
      username = default account.username;
    };
  };
}
