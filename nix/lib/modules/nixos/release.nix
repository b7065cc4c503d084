# The release whose defaults a host keeps. nix-darwin's state version is a number of its own, and
# nobody's but the machine's.
let
  defaultOf = import ../default-value.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{ config, lib, ... }:
let
  default = defaultOf lib;
  inherit (builtins) compareVersions;
  release = config.system.nixos.release or null;
  found = config.system.stateVersion;
  isAhead = release != null && compareVersions found release > 0;
in
{
  inherit (origin "release") _class _file key;
  config = {
    system.stateVersion = default host.stateVersion;
    # An upgrade will take the machine for one that began with that release, and skip what older ones need.
    warnings =
      if isAhead then
        [ ''fleet: the stateVersion of host "${id}" is ${found}, and its nixpkgs is of ${release}: nothing has the defaults of a later release yet. Declare the release that it was installed with, or take a later nixpkgs: `nix flake update nixpkgs`.'' ]
      else
        [ ];
  };
}
