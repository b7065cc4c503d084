# The packages of a host: for which platform, and how nixpkgs is set up.
{
  host,
  origin,
  settings,
  ...
}:
{ lib, options, ... }:
let
  inherit (lib) mkMerge mkOverride optionalAttrs;
in
{
  inherit (origin "nixpkgs") _class _file key;
  config.nixpkgs = mkMerge [
    # With packages of one's own, the platform is theirs, and NixOS lets nobody else set it: not even
    # under a condition that is false.
    (optionalAttrs (!(options.nixpkgs.hostPlatform.readOnly or false)) {
      # As strong as what a hardware file says (`mkDefault`), so that two that differ are an error, which
      # names both: one of them is about another machine.
      hostPlatform = mkOverride 1000 host.system;
    })
    # Not even empty ones where there are none: NixOS refuses them beside a `pkgs` of one's own.
    (optionalAttrs (settings.overlays != [ ]) { inherit (settings) overlays; })
    (optionalAttrs (settings.nixpkgsConfig != { }) { config = settings.nixpkgsConfig; })
  ];
}
