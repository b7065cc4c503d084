{ config, lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open option;
  cfg = config.nixpkgs;
in
{
  options.nixpkgs = {
    config = open;
    # Which nixpkgs it is, for the registry.
    flake.source = option (types.nullOr types.unspecified) null;
    hostPlatform = lib.mkOption {
      type = types.either types.str types.attrs;
      apply = lib.systems.elaborate;
    };
    overlays = option (types.listOf types.unspecified) [ ];
    pkgs = lib.mkOption { type = types.unspecified; };
  };

  config._module.args.pkgs = lib.mkDefault (
    import ../../packages.nix {
      inherit lib;
      inherit (cfg) config overlays;
      inherit (cfg.hostPlatform) system;
    }
  );
}
