# The yardstick: users and hosts as Nix attribute sets, and a NixOS module with a submodule option
# that makes accounts of them. A host by its id, evaluated.
{ lib, data }:
let
  inherit (builtins) attrNames concatMap filter;
  inherit (lib) mkDefault mkOption types;
  option = type: default: mkOption { inherit default type; };

  user.options = {
    email = option types.str "";
    extraGroups = option (types.listOf types.str) [ ];
    fullName = mkOption { type = types.str; };
    homeProfile = option (types.nullOr (types.enum [ "minimal" "workstation" ])) null;
    isAdmin = option types.bool false;
    shell = option types.str "bash";
    sshKeys = option (types.listOf types.str) [ ];
    uid = option (types.nullOr types.int) null;
  };

  usersModule =
    { config, pkgs, ... }:
    let
      cfg = config.fleetUsers;
    in
    {
      options.fleetUsers = {
        groups = option (types.listOf types.str) [ ];
        users = option (types.attrsOf (types.submodule user)) { };
      };
      config = {
        home-manager.users = builtins.mapAttrs (name: one: {
          home = {
            homeDirectory = "/home/${name}";
            username = name;
          };
          imports = [ one.homeProfile ];
          programs.git.iniContent.user = {
            inherit (one) email;
            name = one.fullName;
          };
        }) cfg.users;
        nix.settings.trusted-users = [ "root" ] ++ filter (name: cfg.users.${name}.isAdmin) (attrNames cfg.users);
        users.users = builtins.mapAttrs (_: one: {
          inherit (one) uid;
          description = mkDefault one.fullName;
          extraGroups = (if one.isAdmin then [ "wheel" ] else [ ]) ++ cfg.groups ++ one.extraGroups;
          isNormalUser = mkDefault true;
          openssh.authorizedKeys.keys = one.sshKeys;
          shell = mkDefault pkgs.${one.shell};
        }) cfg.users;
        programs.fish.enable = lib.any (one: one.shell == "fish") (builtins.attrValues cfg.users);
      };
    };

  hostModule = id: host: {
    fleetUsers = {
      groups = concatMap (feature: data.features.${feature}) host.features;
      users = builtins.mapAttrs (name: own: data.users.${name} // own) host.users;
    };
    networking.hostName = id;
    nixpkgs.hostPlatform = host.system;
    system.stateVersion = host.stateVersion;
  };
in
id:
lib.evalModules {
  modules = [
    ./options.nix
    usersModule
    (hostModule id data.hosts.${id})
  ];
}
