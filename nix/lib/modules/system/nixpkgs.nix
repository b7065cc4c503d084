# The packages of a host: for which platform, and how nixpkgs is set up.
let
  defaultOf = import ../default-value.nix;
in
{
  host,
  origin,
  settings,
  ...
}:
{ lib, options, ... }:
let
  inherit (lib) mkMerge optionalAttrs;
  default = defaultOf lib;
in
{
  inherit (origin "nixpkgs") _class _file key;
  config.nixpkgs = mkMerge [
    # With packages of one's own, the platform is theirs, and NixOS lets nobody else set it: not even
    # under a condition that is false.
    (optionalAttrs (!(options.nixpkgs.hostPlatform.readOnly or false)) {
      hostPlatform = default host.system;
    })
    # Not even empty ones where there are none: NixOS refuses them beside a `pkgs` of one's own.
    (optionalAttrs (settings.overlays != [ ]) { inherit (settings) overlays; })
    (optionalAttrs (settings.nixpkgsConfig != { }) { config = settings.nixpkgsConfig; })
  ];
}
