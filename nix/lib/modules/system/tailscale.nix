# Tailscale, on hosts that the fleet says have it.
let
  defaultOf = import ../default-value.nix;
in
{ origin, ... }:
{ lib, ... }:
let
  default = defaultOf lib;
in
{
  inherit (origin "tailscale") _class _file key;
  config.services.tailscale.enable = default true;
}
