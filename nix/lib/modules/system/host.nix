# What a host is called, and what its modules get to see of the fleet.
let
  defaultOf = import ../default-value.nix;
  version = import ../../version.nix;
in
{
  fleet,
  host,
  origin,
  stale,
  ...
}:
{ lib, ... }:
let
  default = defaultOf lib;
in
{
  inherit (origin "host") _class _file key;
  config = {
    _module.args.fleet = fleet.common // {
      inherit host version;
    };
    networking = {
      hostName = default host.hostname;
      ${if host ? domain then "domain" else null} = default host.domain;
    };
    warnings = map ({ message, ... }: "fleet: ${message}") stale;
  };
}
