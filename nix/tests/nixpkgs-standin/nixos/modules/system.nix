# What is left of NixOS: what hosts set beside users, and the system that is built.
{ config, lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open openWith option;
in
{
  imports = [
    ./misc/assertions.nix
    ./misc/meta.nix
  ];

  options = {
    boot = open;
    console = open;
    documentation = open;
    environment = openWith {
      etc = open;
      pathsToLink = option (types.listOf types.str) [ ];
      shells = option (types.listOf types.unspecified) [ ];
      systemPackages = option (types.listOf types.package) [ ];
      variables = open;
    };
    fileSystems = open;
    fonts = openWith { fontconfig.enable = option types.bool true; };
    hardware = open;
    i18n = open;
    networking = {
      domain = option (types.nullOr types.str) null;
      firewall = open;
      hostId = option (types.nullOr types.str) null;
      hostName = option (types.strMatching "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$") "nixos";
      networkmanager.enable = option types.bool false;
      useDHCP = option types.bool true;
    };
    powerManagement = open;
    swapDevices = option (types.listOf types.attrs) [ ];
    system = {
      activationScripts = option (types.lazyAttrsOf types.unspecified) { };
      build = option (types.lazyAttrsOf types.unspecified) { };
      nixos.release = option types.str "26.11";
      preSwitchChecks = option (types.attrsOf types.str) { };
      stateVersion = option types.str "26.11";
      userActivationScripts = option (types.lazyAttrsOf types.unspecified) { };
    };
    time.timeZone = option (types.nullOr types.str) null;
    virtualisation = open;
    xdg = open;
    zramSwap = open;
  };

  config = {
    _module.args.utils = {
      escapeSystemdPath = lib.replaceStrings [ "/" ] [ "-" ];
      toShellPath =
        shell:
        if types.shellPackage.check shell then
          "/run/current-system/sw${shell.shellPath}"
        else if types.package.check shell then
          throw "${shell} is not a shell package"
        else
          shell;
    };
    # Groups that NixOS makes for what is switched on.
    users.groups = lib.mkMerge [
      (lib.mkIf config.networking.networkmanager.enable { networkmanager.gid = 57; })
      (lib.mkIf (config.virtualisation.docker.enable or false) { docker.gid = 131; })
      (lib.mkIf (config.virtualisation.libvirtd.enable or false) { libvirtd.gid = 67; })
      (lib.mkIf (config.virtualisation.podman.enable or false) { podman = { }; })
      (lib.mkIf (config.programs.gamemode.enable or false) { gamemode = { }; })
    ];
    system.build.toplevel = lib.asserts.checkAssertWarn config.assertions config.warnings (derivation {
      name = "nixos-system-${config.networking.hostName}";
      system = config.nixpkgs.hostPlatform.system or config.nixpkgs.hostPlatform;
      builder = "/bin/sh";
    });
  };
}
