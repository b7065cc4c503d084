# Services of systemd: what a unit is made of has NixOS's types, so that definitions of it merge as there.
{ lib, pkgs, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open openWith option;
  strings = option (types.listOf types.str) [ ];

  # Lists join; of anything else there is one.
  setting = lib.mkOptionType {
    name = "systemd option";
    merge =
      loc: defs:
      if lib.any (def: lib.isList def.value) defs then
        lib.concatMap (def: lib.toList def.value) defs
      else
        lib.mergeEqualOption loc defs;
  };

  service.freeformType = types.attrsOf types.anything;
  # What the path of every service ends in.
  service.config.path = lib.mkAfter [
    pkgs.coreutils
    pkgs.findutils
    pkgs.gnugrep
    pkgs.gnused
    pkgs.systemd
  ];
  service.options = {
    after = strings;
    before = strings;
    description = option types.singleLineStr "";
    enable = option types.bool true;
    environment = open;
    path = option (types.listOf (types.either types.package types.str)) [ ];
    requires = strings;
    serviceConfig = option (types.attrsOf setting) { };
    unitConfig = option (types.attrsOf setting) { };
    wantedBy = strings;
    wants = strings;
  };
in
{
  options.systemd = openWith {
    package = option types.unspecified { };
    services = option (types.attrsOf (types.submodule service)) { };
    sysusers.enable = option types.bool false;
    tmpfiles.rules = strings;
    user = open;
  };
}
