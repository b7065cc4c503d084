# Hosts of a fleet built by easy-hosts, with its own outputs switched off.
{
  inputs,
  mkFlake,
  outputsOff,
  roots,
}:
let
  # It has no inputs.
  easy-hosts =
    (import (inputs.easy-hosts + "/flake.nix")).outputs { self = easy-hosts; }
    // {
      inherit (inputs.easy-hosts) outPath;
    };
  root = roots + "/macs";
  flakeWith =
    hostsOf:
    mkFlake (
      { config, ... }:
      {
        imports = [
          easy-hosts.flakeModules.default
          outputsOff
        ];
        fleet.root = root;
        easy-hosts.shared.modules = [ { environment.variables.BUILT_BY = "easy-hosts"; } ];
        easy-hosts.perClass = class: {
          modules = if class == "darwin" then [ { system.stateVersion = 6; } ] else [ ];
        };
        easy-hosts.hosts = hostsOf config.flake.fleet.hosts;
      }
    );
  flake = flakeWith (hosts: {
    blackphos = {
      arch = "aarch64";
      class = "darwin";
      modules = [ hosts.blackphos.module ];
    };
    cinnabar.modules = [ hosts.cinnabar.module ];
  });
  cinnabar = flake.nixosConfigurations.cinnabar.config;
  blackphos = flake.darwinConfigurations.blackphos.config;
in
{
  "the outputs are those of easy-hosts" = {
    expr = {
      darwin = builtins.attrNames flake.darwinConfigurations;
      homes = flake.homeConfigurations;
      nixos = builtins.attrNames flake.nixosConfigurations;
    };
    expected = {
      darwin = [ "blackphos" ];
      homes = { };
      nixos = [ "cinnabar" ];
    };
  };

  "a NixOS host has the fleet's accounts and homes, and what easy-hosts adds" = {
    expr = {
      built = cinnabar.environment.variables.BUILT_BY;
      home = cinnabar.home-manager.users.raquel.home.homeDirectory;
      inherit (cinnabar.networking) hostName;
      inherit (cinnabar.users.users.raquel) uid;
    };
    expected = {
      built = "easy-hosts";
      home = "/home/raquel";
      hostName = "cinnabar";
      uid = 1000;
    };
  };

  "a Mac has, too" = {
    expr = {
      built = blackphos.environment.variables.BUILT_BY;
      homes = builtins.attrNames blackphos.home-manager.users;
      janet = builtins.elem "janet" blackphos.users.knownUsers;
      inherit (blackphos.system) primaryUser;
      secrets = builtins.attrNames blackphos.sops.secrets;
    };
    expected = {
      built = "easy-hosts";
      homes = [
        "crs58"
        "raquel"
      ];
      janet = true;
      primaryUser = "raquel";
      secrets = [ "licence" ];
    };
  };

  "the hosts can be those of fleet.json, whichever they are" = {
    expr =
      let
        all = flakeWith (
          hosts:
          builtins.mapAttrs (id: { data, platform }: {
            arch = builtins.head (builtins.split "-" data.system);
            class = platform;
            modules = [ hosts.${id}.module ];
          }) (inputs.fleet.lib.readFleet { inherit root; }).hosts
        );
      in
      {
        darwin = builtins.mapAttrs (_: host: host.config.networking.hostName) all.darwinConfigurations;
        nixos = builtins.mapAttrs (_: host: host.config.networking.hostName) all.nixosConfigurations;
      };
    expected = {
      darwin = {
        blackphos = "blackphos";
        stibnite = "stibnite";
      };
      nixos.cinnabar = "cinnabar";
    };
  };

  # easy-hosts asks which hosts there are before the flake knows what it has.
  "they cannot be listed from what the flake has" = {
    expr = builtins.attrNames (flakeWith (builtins.mapAttrs (_: host: { modules = [ host.module ]; })))
      .nixosConfigurations;
    expectedError = "infinite recursion";
  };

  "nothing stops either build" = {
    expr = map (config: map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions)) [
      cinnabar
      blackphos
    ];
    expected = [
      [ ]
      [ ]
    ];
  };
}
