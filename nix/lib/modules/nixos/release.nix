# The release whose defaults a host keeps. nix-darwin's state version is a number of its own, and
# nobody's but the machine's.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  default = defaultOf lib;
in
{
  inherit (origin "release") _class _file key;
  config.system.stateVersion = default host.stateVersion;
}
