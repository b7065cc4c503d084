# Modules by name, as the files of a dendritic flake define them.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (inputs.nixpkgs) lib;

  # Each as a file of its own would be.
  machines = {
    imports = [
      { flake.modules.nixos.base = { networking.domain = "example.org"; }; }
      { flake.modules.darwin.base = { system.stateVersion = 6; }; }
      {
        flake.modules.nixos."machines/nixos/cinnabar" =
          { fleet, ... }:
          {
            time.timeZone = fleet.host.id;
            networking.hostName = "cinnabar";
          };
      }
      {
        flake.modules.darwin."machines/darwin/stibnite" =
          { pkgs, ... }:
          {
            imports = [ inputs.home-manager.darwinModules.home-manager ];
            networking.hostName = "stibnite";
            nixpkgs.hostPlatform = "aarch64-darwin";
            users.users.crs58.shell = pkgs.zsh;
          };
      }
    ];
  };
  homes.imports = [
    { flake.modules.homeManager.core = { home.sessionVariables.CORE = "yes"; }; }
    {
      flake.modules.homeManager."users/crs58" =
        {
          fleet,
          lib,
          osConfig,
          ...
        }:
        {
          home.username = lib.mkDefault "crs58";
          home.sessionVariables.SEEN = "${fleet.user.id} on ${fleet.host.id}, ${
            if osConfig == null then "alone" else osConfig.networking.hostName
          }";
        };
    }
    { flake.modules.homeManager."users/crs58/cinnabar" = { home.sessionVariables.HERE = "cinnabar"; }; }
  ];
  option = inputs.flake-parts.flakeModules.modules;
  dendritic =
    modules:
    mkFlake {
      imports = modules;
      fleet.root = roots + "/attributes";
    };
  flake = dendritic [
    option
    machines
    homes
  ];
  variablesOf =
    home:
    lib.filterAttrs (
      name: _:
      lib.elem name [
        "CORE"
        "HERE"
        "SEEN"
      ]
    ) home.home.sessionVariables;

  # Without the option there is one definition of all.
  together.flake.modules = {
    darwin = {
      base.system.stateVersion = 6;
      "machines/darwin/stibnite" = { };
    };
    homeManager = {
      core = { };
      "users/crs58" = { };
    };
    nixos = {
      base.networking.domain = "example.org";
      "machines/nixos/cinnabar" = { };
    };
  };
in
{
  "a host is made of the modules that its flake has under the names" = {
    expr = {
      inherit (flake.nixosConfigurations.cinnabar.config.networking) domain hostName;
      inherit (flake.nixosConfigurations.cinnabar.config.time) timeZone;
    };
    expected = {
      domain = "example.org";
      hostName = "cinnabar";
      timeZone = "cinnabar";
    };
  };

  "so is a Mac, of those for Macs" = {
    expr = {
      inherit (flake.darwinConfigurations.stibnite.config.networking) hostName;
      inherit (flake.darwinConfigurations.stibnite.config.system) primaryUser stateVersion;
    };
    expected = {
      hostName = "stibnite";
      primaryUser = "crs58";
      stateVersion = 6;
    };
  };

  "one home is made of the same modules on both, and on its own" = {
    expr = map variablesOf [
      flake.nixosConfigurations.cinnabar.config.home-manager.users.cameron
      flake.homeConfigurations."cameron@cinnabar".config
      flake.darwinConfigurations.stibnite.config.home-manager.users.crs58
    ];
    expected = [
      {
        CORE = "yes";
        HERE = "cinnabar";
        SEEN = "crs58 on cinnabar, cinnabar";
      }
      {
        CORE = "yes";
        HERE = "cinnabar";
        SEEN = "crs58 on cinnabar, alone";
      }
      {
        CORE = "yes";
        SEEN = "crs58 on stibnite, stibnite";
      }
    ];
  };

  "a module may give way to the fleet" = {
    expr = flake.homeConfigurations."cameron@cinnabar".config.home.username;
    expected = "cameron";
  };

  "without flake-parts' option, one definition of all modules does" = {
    expr = (dendritic [ together ]).nixosConfigurations.cinnabar.config.networking.domain;
    expected = "example.org";
  };

  "modules can be handed over, whatever the flake has" = {
    expr =
      (dendritic [
        { fleet.flakeModules = together.flake.modules; }
      ]).nixosConfigurations.cinnabar.config.networking.domain;
    expected = "example.org";
  };

  "without flake-parts they are" = {
    expr =
      (inputs.fleet.lib.mkFleet {
        inherit inputs;
        root = roots + "/attributes";
        flakeModules = together.flake.modules;
      }).nixosConfigurations.cinnabar.config.networking.domain;
    expected = "example.org";
  };

  "modules may be made of what the flake has for hosts" = {
    expr =
      (dendritic [
        option
        machines
        homes
        (
          { config, ... }:
          {
            flake.modules.nixos."machines/nixos/cinnabar/hardware" = {
              environment.variables.HOSTS = toString (builtins.attrNames config.flake.fleet.hosts);
            };
          }
        )
      ]).nixosConfigurations.cinnabar.config.environment.variables.HOSTS;
    expected = "cinnabar stibnite";
  };

  "a name that is missing is an error that says what there is" = {
    expr =
      (dendritic [
        option
        homes
        { flake.modules.nixos.base = { }; }
        { flake.modules.nixos."machines/nixos/cinabar" = { }; }
      ]).nixosConfigurations.cinnabar.config.networking.hostName;
    expectedError = ''flake.modules.nixos has "base", "machines/nixos/cinabar".'';
  };

  "a flake that defines none is told how" = {
    expr = (dendritic [ ]).nixosConfigurations.cinnabar.config.networking.hostName;
    expectedError = "imports = [ inputs.flake-parts.flakeModules.modules ];";
  };

  "so is one that has the option alone" = {
    expr = (dendritic [ option ]).darwinConfigurations.stibnite.config.networking.hostName;
    expectedError = "There is no module in flake.modules.darwin at all.";
  };

  "a missing one of a home names its user" = {
    expr =
      (dendritic [
        option
        machines
      ]).homeConfigurations."crs58@cinnabar".config.home.username;
    expectedError = ''the home of user "crs58" on host "cinnabar" needs the module "core"'';
  };

  "the names of hosts and homes need no module" = {
    expr = {
      hosts = builtins.attrNames (dendritic [ ]).nixosConfigurations;
      homes = builtins.attrNames (dendritic [ ]).homeConfigurations;
    };
    expected = {
      hosts = [ "cinnabar" ];
      homes = [
        "cameron@cinnabar"
        "crs58@cinnabar"
      ];
    };
  };
}
