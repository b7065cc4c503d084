# Which outputs a flake has, also beside other modules that declare or define them.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (builtins) attrNames isList length;
  root = roots + "/family";
  family = module: mkFlake { imports = [ module ]; fleet.root = root; };
  plain = family { };
  outputsOff = {
    fleet.outputs = {
      darwin = false;
      home = false;
      nixos = false;
    };
  };
  # A flake's own way of building a host whose modules it takes from the fleet.
  byHand =
    flake:
    inputs.nixpkgs.lib.nixosSystem {
      inherit (flake.fleet.hosts.mini) modules;
    };
  names = [
    "joachim@reason"
    "traci@mini"
  ];
in
{
  "a flake has the systems and homes of its fleet" = {
    expr = {
      darwin = attrNames plain.darwinConfigurations;
      homes = attrNames plain.homeConfigurations;
      nixos = attrNames plain.nixosConfigurations;
    };
    expected = {
      darwin = [ "stibnite" ];
      homes = names;
      nixos = [
        "devbox"
        "mini"
      ];
    };
  };

  "outputs can be switched off, and the pieces remain" = {
    expr =
      let
        flake = family outputsOff;
      in
      {
        darwin = flake.darwinConfigurations;
        homes = flake.homeConfigurations;
        nixos = flake.nixosConfigurations;
        pieces = isList flake.fleet.hosts.mini.modules;
      };
    expected = {
      darwin = { };
      homes = { };
      nixos = { };
      pieces = true;
    };
  };

  "a host that something else builds is left out, with its homes, and its module is there" = {
    expr =
      let
        flake = family {
          fleet.hosts.mini.enable = false;
          flake.nixosConfigurations.mini = inputs.nixpkgs.lib.nixosSystem {
            modules = [ { networking.hostName = "by-hand"; } ];
          };
          flake.homeConfigurations."traci@mini" = "by hand";
        };
        bare = family { fleet.hosts.mini.enable = false; };
      in
      {
        nixos = attrNames bare.nixosConfigurations;
        homes = attrNames bare.homeConfigurations;
        name = flake.nixosConfigurations.mini.config.networking.hostName;
        home = flake.homeConfigurations."traci@mini";
        module =
          (inputs.nixpkgs.lib.nixosSystem {
            modules = [ bare.fleet.hosts.mini.module ];
          }).config.networking.hostName;
      };
    expected = {
      nixos = [ "devbox" ];
      homes = [ "joachim@reason" ];
      name = "by-hand";
      home = "by hand";
      module = "mini";
    };
  };

  "a host built by hand from its modules is the same" = {
    expr =
      let
        system = (byHand (family outputsOff)).config;
      in
      {
        groups = system.users.users.keith.extraGroups;
        home = system.home-manager.users.keith.home.username;
      };
    expected = {
      groups = [
        "wheel"
        "networkmanager"
      ];
      home = "keith";
    };
  };

  "a host is one module, too" = {
    expr =
      (inputs.nixpkgs.lib.nixosSystem {
        modules = [ plain.fleet.hosts.mini.module ];
      }).config.networking.hostName;
    expected = "mini";
  };

  "home-manager's own flake module can be imported beside" = {
    expr = attrNames (family inputs.home-manager.flakeModules.home-manager).homeConfigurations;
    expected = names;
  };

  "nix-darwin's own flake module can be imported beside" = {
    expr = attrNames (family inputs.nix-darwin.flakeModules.default).darwinConfigurations;
    expected = [ "stibnite" ];
  };

  "all of them can be imported together" = {
    expr =
      attrNames
        (family {
          imports = [
            inputs.home-manager.flakeModules.home-manager
            inputs.nix-darwin.flakeModules.default
          ];
        }).homeConfigurations;
    expected = names;
  };

  "another module may define further configurations" = {
    expr =
      attrNames
        (family {
          flake.homeConfigurations.zeta = "a home";
          flake.nixosConfigurations.zeta = "a system";
        }).homeConfigurations;
    expected = names ++ [ "zeta" ];
  };

  "two definitions of one system are an error" = {
    # Nix shows both values; of a whole system that takes what is not to be asked for.
    expr =
      (family {
        flake.nixosConfigurations.mini = "another";
        fleet.hosts.mini.inputs.nixpkgs = inputs.nixpkgs // {
          lib = inputs.nixpkgs.lib // {
            nixosSystem = _: "a system";
          };
        };
      }).nixosConfigurations.mini;
    expectedError = "is defined multiple times";
  };

  "without any definition an output is empty" = {
    expr = (mkFlake { fleet.root = root; fleet.outputs.home = false; }).homeConfigurations;
    expected = { };
  };

  "a module may be imported twice" = {
    expr = attrNames (family inputs.fleet.flakeModule).nixosConfigurations;
    expected = attrNames plain.nixosConfigurations;
  };

  "the check passes while fleet.json is fresh" = {
    expr = plain.checks.x86_64-linux.fleet-fresh.name;
    expected = "fleet-fresh";
  };

  "the check can be switched off" = {
    expr = attrNames (family { fleet.checks.enable = false; }).checks.x86_64-linux;
    expected = [ ];
  };

  "what changed since can be asked for" = {
    expr = length (mkFlake { fleet.root = roots + "/stale"; }).fleet.stale;
    expected = 2;
  };

  "without flake-parts a fleet has the same systems" = {
    expr =
      let
        fleet = inputs.fleet.lib.mkFleet { inherit inputs root; };
      in
      {
        groups = fleet.nixosConfigurations.mini.config.users.users.keith.extraGroups;
        homes = attrNames fleet.homeConfigurations;
      };
    expected = {
      groups = [
        "wheel"
        "networkmanager"
      ];
      homes = names;
    };
  };

  "a system module sees its host" = {
    expr =
      (family {
        fleet.modules = [
          (
            { fleet, lib, ... }:
            {
              networking.domain = lib.concatStringsSep "." fleet.host.tags;
            }
          )
        ];
      }).nixosConfigurations.mini.config.networking.domain;
    expected = "family";
  };

  "a host may have modules, arguments and inputs of its own" = {
    expr =
      let
        flake = family {
          fleet.hosts.mini = {
            inputs.nixpkgs = inputs.nixpkgs // {
              lib = inputs.nixpkgs.lib // {
                nixosSystem = arguments: inputs.nixpkgs.lib.nixosSystem arguments // { own = true; };
              };
            };
            modules = [ ({ greeting, ... }: { networking.domain = greeting; }) ];
            specialArgs.greeting = "hello";
          };
        };
      in
      {
        inherit (flake.nixosConfigurations.mini.config.networking) domain;
        own = flake.nixosConfigurations.mini.own;
        others = flake.nixosConfigurations.devbox.own or false;
      };
    expected = {
      domain = "hello";
      own = true;
      others = false;
    };
  };
}
