{ config, lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open openWith option;
  strings = lib.mkOption { type = types.listOf types.str; };
in
{
  options.nix = {
    enable = option types.bool true;
    extraOptions = option types.lines "";
    gc = open;
    optimise = open;
    package = option types.unspecified null;
    registry = open;
    settings = openWith {
      experimental-features = option (types.listOf types.str) [ ];
      substituters = strings;
      trusted-users = strings;
    };
  };

  config.nix.settings = lib.mkIf config.nix.enable {
    substituters = lib.mkAfter [ "https://cache.nixos.org/" ];
    trusted-users = [ "root" ];
  };
}
