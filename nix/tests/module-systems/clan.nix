# Machines of a clan made of the hosts of a fleet, with the fleet's outputs switched off. clan-core is
# the real one, with its own modules for machines; of its inputs those that no machine here needs are
# empty, and the stand-in for NixOS takes any option that it does not know.
{
  inputs,
  mkFlakeWith,
  outputsOff,
  roots,
}:
let
  inherit (inputs.nixpkgs) lib;

  # As much of a machine as clan asks for.
  machine = {
    _module.freeformType = lib.types.lazyAttrsOf lib.types.anything;
    boot.zfs.enabled = false;
  };
  empty.nixosModules = {
    data-mesher = { };
    default = { };
  };
  coreInputs = {
    inherit (inputs)
      flake-parts
      nix-darwin
      nixpkgs
      sops-nix
      ;
    data-mesher = empty;
    disko = empty;
    nix-select = { };
    systems = ./systems.nix;
    treefmt-nix = { };
  };
  clan-core = lib.fix (
    self:
    (import (inputs.clan-core + "/flake.nix")).outputs (coreInputs // { inherit self; })
    // {
      _type = "flake";
      inherit (inputs.clan-core) outPath;
      inputs = coreInputs;
      sourceInfo = inputs.clan-core;
    }
  );

  flakeOf =
    root: machines:
    mkFlakeWith { inherit clan-core; } (
      { config, ... }:
      {
        imports = [
          clan-core.flakeModules.default
          outputsOff
        ];
        fleet.root = roots + "/${root}";
        flake.clan = {
          meta.name = "family";
          inventory.machines = machines;
          machines = lib.mapAttrs (
            id: { machineClass ? "nixos" }:
            {
              imports = [ config.flake.fleet.hosts.${id}.module ];
            }
            // (
              if machineClass == "nixos" then
                {
                  _module.freeformType = lib.types.lazyAttrsOf lib.types.anything;
                  # What NixOS itself works out, and a module of the clan asks for.
                  boot.zfs.enabled = false;
                }
              else
                { system.stateVersion = 6; }
            )
          ) machines;
        };
      }
    );

  # What the fleet hands to a clan, by itself.
  engines = mkFlakeWith { inherit clan-core; } (
    { config, ... }:
    {
      imports = [
        clan-core.flakeModules.default
        outputsOff
      ];
      fleet.root = roots + "/engines";
      clan = {
        imports = [ config.flake.fleet.engines.clan ];
        meta.name = "engines";
        machines.clan1 = machine;
        inventory.machines.clan1.tags = [ "more" ];
      };
    }
  );
  macs = flakeOf "macs" {
    blackphos.machineClass = "darwin";
    cinnabar = { };
  };
  services = flakeOf "services" { devbox = { }; };
  blackphos = macs.darwinConfigurations.blackphos.config;
  cinnabar = macs.nixosConfigurations.cinnabar.config;
  devbox = services.nixosConfigurations.devbox.config;
  ownFailures =
    config:
    builtins.filter (lib.hasPrefix "fleet:") (
      map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions)
    );
in
{
  "the outputs are those of the clan" = {
    expr = {
      darwin = builtins.attrNames macs.darwinConfigurations;
      homes = macs.homeConfigurations;
      nixos = builtins.attrNames macs.nixosConfigurations;
    };
    expected = {
      darwin = [ "blackphos" ];
      homes = { };
      nixos = [ "cinnabar" ];
    };
  };

  "a NixOS machine is the clan's, with the fleet's accounts and homes" = {
    expr = {
      home = cinnabar.home-manager.users.raquel.home.homeDirectory;
      inherit (cinnabar.networking) hostName;
      machine = cinnabar.clan.core.settings.machine.name;
      inherit (cinnabar.users.users.raquel) uid;
    };
    expected = {
      home = "/home/raquel";
      hostName = "cinnabar";
      machine = "cinnabar";
      uid = 1000;
    };
  };

  "its services and groups are the fleet's" = {
    expr = {
      inherit (devbox.users.groups.docker) gid;
      user = devbox.systemd.services.code-server-coal.serviceConfig.User;
    };
    expected = {
      gid = 2000;
      user = "coal";
    };
  };

  "a Mac is the clan's, with the fleet's accounts, homes and secrets" = {
    expr = {
      homes = builtins.attrNames blackphos.home-manager.users;
      janet = builtins.elem "janet" blackphos.users.knownUsers;
      machine = blackphos.clan.core.settings.machine.name;
      inherit (blackphos.system) primaryUser;
      secrets = builtins.attrNames blackphos.sops.secrets;
    };
    expected = {
      homes = [
        "crs58"
        "raquel"
      ];
      janet = true;
      machine = "blackphos";
      primaryUser = "raquel";
      secrets = [ "licence" ];
    };
  };

  "a clan has the machines that it deploys, with their places and tags" = {
    expr = lib.mapAttrs (_: one: {
      inherit (one) machineClass;
      deploy = { inherit (one.deploy) buildHost targetHost; };
      tags = lib.sort lib.lessThan one.tags;
    }) engines.clan.inventory.machines;
    expected = {
      clan1 = {
        deploy = {
          buildHost = "root@builder.example.org";
          targetHost = "root@clan1.example.org";
        };
        machineClass = "nixos";
        tags = [
          "all"
          "backup"
          "more"
          "nixos"
        ];
      };
      clanmac = {
        deploy = {
          buildHost = null;
          targetHost = "root@clanmac";
        };
        machineClass = "darwin";
        tags = [
          "all"
          "darwin"
        ];
      };
    };
  };

  "the keys of its machines are encrypted for their admins, where these have any" = {
    # What its command asks for.
    expr = engines.clanInternals.vars.settings.recipients;
    expected = {
      default = [ ];
      hosts.clan1 = [ "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs" ];
    };
  };

  "such a machine has the fleet's accounts" = {
    expr = {
      inherit (engines.nixosConfigurations.clan1.config.users.users.ada) extraGroups uid;
    };
    expected = {
      extraGroups = [ "wheel" ];
      uid = 1000;
    };
  };

  "nothing of the fleet's stops the builds" = {
    expr = map ownFailures [
      blackphos
      cinnabar
      devbox
    ];
    expected = [
      [ ]
      [ ]
      [ ]
    ];
  };
}
