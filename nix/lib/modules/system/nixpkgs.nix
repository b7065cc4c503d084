# The packages of a host: for which platform, and how nixpkgs is set up.
{
  host,
  id,
  origin,
  settings,
  ...
}:
{
  config,
  lib,
  options,
  ...
}:
let
  inherit (builtins) concatStringsSep filter;
  inherit (lib) mkMerge mkOverride optionalAttrs;
  option = options.nixpkgs.hostPlatform or { };
  platform = config.nixpkgs.hostPlatform;
  system = platform.system or platform;
  # Whoever writes another one plainly means it; a hardware file (`mkDefault`) is of another machine.
  isWeak = option.highestPrio or null == 1000;
  files = concatStringsSep ", " (filter (file: file != "<unknown-file>") (option.files or [ ]));
in
{
  inherit (origin "nixpkgs") _class _file key;
  config = {
    assertions =
      if isWeak && system != host.system then
        [
          {
            assertion = false;
            message = ''fleet: host "${id}" is declared for the system "${host.system}", and ${
              if files == "" then "a module" else files
            } says "${system}" (nixpkgs.hostPlatform): one of them is about another machine. Declare `system: "${system}"` for the host, or correct the file.'';
          }
        ]
      else
        [ ];
    nixpkgs = mkMerge [
      # With packages of one's own, the platform is theirs, and NixOS lets nobody else set it: not even
      # under a condition that is false.
      (optionalAttrs (!(option.readOnly or false)) {
        # Weaker than what a hardware file says (`mkDefault`), which may be the same in other words: a
        # text and an attribute set do not merge.
        hostPlatform = mkOverride 1400 host.system;
      })
      # Not even empty ones where there are none: NixOS refuses them beside a `pkgs` of one's own.
      (optionalAttrs (settings.overlays != [ ]) { inherit (settings) overlays; })
      (optionalAttrs (settings.nixpkgsConfig != { }) { config = settings.nixpkgsConfig; })
    ];
  };
}
