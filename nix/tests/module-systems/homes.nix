# One declaration, two ways to build a home.
{
  inputs,
  mkFlake,
  roots,
}:
let
  # Tells what a home module gets to see.
  witness =
    {
      fleet,
      lib,
      osConfig,
      ...
    }:
    {
      options.witness = lib.mkOption { type = lib.types.raw; };
      config.witness = {
        email = fleet.user.email or null;
        host = fleet.host.id;
        hosts = builtins.attrNames fleet.hosts;
        hostName = if osConfig == null then null else osConfig.networking.hostName;
        user = fleet.user.id;
      };
    };

  flakeWith =
    homeModules:
    mkFlake {
      fleet.root = roots + "/family";
      fleet.homeModules = [ witness ] ++ homeModules;
      fleet.extraSpecialArgs.greeting = "hello";
    };
  flake = flakeWith [ ];

  integrated = flake.nixosConfigurations.mini.config.home-manager.users.traci;
  standalone = flake.homeConfigurations."traci@mini".config;

  # Packages that only modules of the systems know.
  overlaid = {
    nixpkgs.overlays = [ (_: _: { ofSystem = "a package of the system"; }) ];
  };
  fleetOf =
    module:
    mkFlake {
      imports = [ module ];
      fleet.root = roots + "/macs";
      fleet.modules = [ overlaid ];
      fleet.homeModules = [
        (
          { lib, pkgs, ... }:
          {
            options.packages = lib.mkOption { type = lib.types.raw; };
            config.packages = pkgs.ofSystem or "those of nixpkgs";
          }
        )
      ];
      fleet.hosts.blackphos.modules = [ { system.stateVersion = 6; } ];
    };
  packagesOf =
    flake: name: flake.homeConfigurations.${name}.config.packages;

  # A home of both kinds on both platforms.
  several = mkFlake {
    fleet.root = roots + "/macs";
    fleet.homeModules = [ witness ];
    fleet.hosts.blackphos.modules = [ { system.stateVersion = 6; } ];
  };
  raquels = {
    cinnabar = [
      several.nixosConfigurations.cinnabar.config.home-manager.users.raquel
      several.homeConfigurations."raquel@cinnabar".config
    ];
    blackphos = [
      several.darwinConfigurations.blackphos.config.home-manager.users.raquel
      several.homeConfigurations."raquel@blackphos".config
    ];
  };
  hosts = [
    "devbox"
    "mini"
    "reason"
    "stibnite"
  ];
in
{
  "an integrated home sees its user, its host and the system" = {
    expr = integrated.witness;
    expected = {
      email = null;
      host = "mini";
      hostName = "mini";
      user = "traci";
      inherit hosts;
    };
  };

  "a standalone home sees the same, and no system" = {
    expr = standalone.witness;
    expected = {
      email = null;
      host = "mini";
      hostName = null;
      user = "traci";
      inherit hosts;
    };
  };

  "so it is with a home on NixOS and on a Mac, which see one thing more with the system alone" = {
    expr = builtins.mapAttrs (_: map (home: home.witness)) raquels;
    expected =
      let
        seen = host: hostName: {
          email = null;
          inherit host hostName;
          hosts = [
            "blackphos"
            "cinnabar"
            "stibnite"
          ];
          user = "raquel";
        };
      in
      {
        blackphos = [
          (seen "blackphos" "blackphos")
          (seen "blackphos" null)
        ];
        cinnabar = [
          (seen "cinnabar" "cinnabar")
          (seen "cinnabar" null)
        ];
      };
  };

  "and both have the packages of the system, which a home that is standalone alone has not" = {
    expr = {
      integrated = (fleetOf { }).nixosConfigurations.cinnabar.config.home-manager.users.raquel.packages;
      both = map (packagesOf (fleetOf { })) [
        "raquel@cinnabar"
        "raquel@blackphos"
      ];
      alone = packagesOf (fleetOf { }) "janettesmith@blackphos";
    };
    expected = {
      integrated = "a package of the system";
      both = [
        "a package of the system"
        "a package of the system"
      ];
      alone = "those of nixpkgs";
    };
  };

  "unless something else builds the system, or there are packages of one's own" = {
    expr = map (module: packagesOf (fleetOf module) "raquel@cinnabar") [
      { fleet.outputs.nixos = false; }
      { fleet.pkgsFor = system: inputs.nixpkgs.legacyPackages.${system}; }
    ];
    expected = [
      "those of nixpkgs"
      "those of nixpkgs"
    ];
  };

  "and what they come to is the same" = {
    expr = builtins.mapAttrs (
      _:
      map (home: {
        inherit (home.home) homeDirectory stateVersion username;
        inherit (home.programs.git.iniContent) user;
        keyFile = home.sops.age.keyFile or null;
        secrets = builtins.attrNames (home.sops.secrets or { });
      })
    ) raquels;
    expected =
      let
        twice = home: [
          home
          home
        ];
      in
      {
        blackphos = twice {
          homeDirectory = "/Users/raquel";
          keyFile = "/Users/raquel/Library/Application Support/sops/age/keys.txt";
          secrets = [ "token" ];
          stateVersion = "24.05";
          user.name = "Raquel";
          username = "raquel";
        };
        cinnabar = twice {
          homeDirectory = "/home/raquel";
          keyFile = null;
          secrets = [ ];
          stateVersion = "24.05";
          user.name = "Raquel";
          username = "raquel";
        };
      };
  };

  "both have the same name, directory and state version" = {
    expr = {
      inherit (standalone.home) homeDirectory stateVersion username;
    };
    expected = {
      inherit (integrated.home) homeDirectory stateVersion username;
    };
  };

  "both get the further arguments" = {
    expr =
      let
        module =
          { greeting, ... }:
          {
            home.sessionVariables.GREETING = greeting;
          };
        with' = flakeWith [ module ];
      in
      [
        with'.nixosConfigurations.mini.config.home-manager.users.traci.home.sessionVariables.GREETING
        with'.homeConfigurations."traci@mini".config.home.sessionVariables.GREETING
      ];
    expected = [
      "hello"
      "hello"
    ];
  };

  "a home on a host without a system is standalone" = {
    expr = {
      home = flake.homeConfigurations."joachim@reason".config.home.homeDirectory;
      systems = builtins.attrNames flake.nixosConfigurations;
    };
    expected = {
      home = "/home/joachim";
      systems = [
        "devbox"
        "mini"
      ];
    };
  };

  "an account without a home has none" = {
    expr = builtins.attrNames flake.nixosConfigurations.mini.config.home-manager.users;
    expected = [
      "keith"
      "traci"
    ];
  };

  "the full name and the e-mail address are the default of the git identity" = {
    expr = flake.nixosConfigurations.mini.config.home-manager.users.keith.programs.git.iniContent.user;
    expected = {
      email = "keith@example.org";
      name = "Keith";
    };
  };

  "a git identity of one's own wins, written in any form" = {
    expr =
      let
        nameWith =
          module:
          let
            config = (flakeWith [ module ]).nixosConfigurations.mini.config.home-manager.users.keith;
          in
          config.xdg.configFile."git/config".text;
        hasOwnName =
          module: builtins.match ".*name = \"Keith F\\.\".*" (builtins.replaceStrings [ "\n" ] [ " " ] (nameWith module)) != null;
      in
      map hasOwnName [
        {
          programs.git.enable = true;
          programs.git.settings.user.name = "Keith F.";
        }
        {
          programs.git.enable = true;
          programs.git.settings = [ { user.name = "Keith F."; } ];
        }
      ];
    expected = [
      true
      true
    ];
  };

  "a declared shell is enabled in the home, where home-manager's variables have to reach it" = {
    expr = map (home: home.programs.fish.enable) [
      flake.nixosConfigurations.mini.config.home-manager.users.keith
      standalone
      (flakeWith [ { programs.fish.enable = false; } ]).nixosConfigurations.mini.config.home-manager.users.keith
    ];
    expected = [
      true
      false
      false
    ];
  };

  "packages of one's own serve the standalone homes" = {
    expr =
      (mkFlake {
        fleet.root = roots + "/family";
        fleet.pkgsFor = system: inputs.nixpkgs.legacyPackages.${system} // { marker = system; };
        fleet.homeModules = [
          (
            { lib, pkgs, ... }:
            {
              options.marker = lib.mkOption { default = pkgs.marker or "none"; };
            }
          )
        ];
      }).homeConfigurations."joachim@reason".pkgs.system;
    expected = "x86_64-linux";
  };

  "overlays reach standalone homes" = {
    expr =
      (mkFlake {
        fleet.root = roots + "/family";
        fleet.overlays = [ (_: _: { fromOverlay = "yes"; }) ];
      }).homeConfigurations."joachim@reason".pkgs.fromOverlay;
    expected = "yes";
  };

  "a stale fleet.json is a warning of every standalone home, and the system's alone otherwise" = {
    expr = integrated.warnings;
    expected = [ ];
  };
}
