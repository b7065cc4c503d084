# Homes: which are standalone, and what they are made of.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit (builtins)
    attrNames
    filter
    isFunction
    ;
  root = ./roots/family;
  inputs = {
    home-manager.lib.homeManagerConfiguration = arguments: arguments;
    nixpkgs = {
      legacyPackages.x86_64-linux = "the packages";
      lib.nixosSystem = _: { pkgs = "the packages of the system"; };
    };
  };
  fleet = mkFleet {
    inherit inputs root;
    homeModules = [ "of all homes" ];
    extraSpecialArgs.greeting = "hello";
  };
  arguments = {
    options = { };
    pkgs = {
      bash = "bash";
      fish = "fish";
    };
  };
  # A path would be printed as the copy of it in the store.
  named = modules: map toString (filter (module: !isFunction module) modules);
  traci = fleet.homeConfigurations."traci@mini";
  integrated = (standIn.evaluate arguments [ fleet.hosts.mini.systemModule ]).home-manager.users;
  configOf =
    options:
    standIn.evaluate (arguments // { inherit options; }) (filter isFunction integrated.keith.imports);
  # What the module of a shell sets, where home-manager has one for each.
  shellOf =
    account:
    standIn.evaluate
      (
        arguments
        // {
          options.programs = {
            bash.enable = { };
            fish.enable = { };
          };
        }
      )
      [
        (import ../lib/modules/home/shell.nix {
          account = {
            shell = "fish";
          }
          // account;
          origin = _: { };
        })
      ];
  stateVersionWith =
    config:
    (standIn.evaluate (arguments // { inherit config; }) (filter isFunction integrated.keith.imports))
    .home.stateVersion;
in
{
  "standalone homes go by the names of fleet.json" = {
    expr = attrNames fleet.homeConfigurations;
    expected = [
      "joachim@reason"
      "traci@mini"
    ];
  };

  "integrated and standalone homes have the same modules" = {
    expr = named traci.modules;
    expected = named integrated.traci.imports;
  };

  "they are the home's, in order, then those of all" = {
    expr = named integrated.keith.imports;
    expected = [
      "${toString root}/users/common.nix"
      "${toString root}/users/keith.nix"
      "of all homes"
    ];
  };

  "standalone homes have nixpkgs' packages and the further arguments" = {
    expr = {
      inherit (fleet.homeConfigurations."joachim@reason") extraSpecialArgs pkgs;
    };
    expected = {
      extraSpecialArgs.greeting = "hello";
      pkgs = "the packages";
    };
  };

  "a home that comes with its system, too, has the packages of that" = {
    expr = traci.pkgs;
    expected = "the packages of the system";
  };

  "unless something else builds the system" = {
    expr = map (more: (mkFleet ({ inherit inputs root; } // more)).homes."traci@mini".configuration.pkgs) [
      { hosts.mini.enable = false; }
      { outputs.nixos = false; }
    ];
    expected = [
      "the packages"
      "the packages"
    ];
  };

  "packages of one's own need no nixpkgs" = {
    expr =
      (mkFleet {
        inherit root;
        inputs = { inherit (inputs) home-manager; };
        pkgsFor = system: "packages for ${system}";
      }).homeConfigurations."traci@mini".pkgs;
    expected = "packages for x86_64-linux";
  };

  "a missing home-manager names the home" = {
    expr = (mkFleet { inherit root; }).homeConfigurations."traci@mini".activationPackage;
    expectedError = ''the home "traci@mini" needs home-manager'';
  };

  "a home sees its user and its host, by id" = {
    expr =
      let
        seen = (configOf { })._module.args.fleet;
      in
      {
        host = seen.host.id;
        user = seen.user.id;
      };
    expected = {
      host = "mini";
      user = "keith";
    };
  };

  "a home has its name, directory and state version" = {
    expr = (configOf { }).home;
    expected = {
      homeDirectory = "/home/keith";
      stateVersion = "24.05";
      username = "keith";
    };
  };

  "the git identity is set where home-manager has git" = {
    expr = (configOf { programs.git.iniContent = { }; }).programs.git.iniContent.user;
    expected = {
      email = "keith@example.org";
      name = "Keith";
    };
  };

  "and nothing is set where it has not" = {
    expr = (configOf { programs = { }; }) ? programs;
    expected = false;
  };

  "the declared shell is enabled where home-manager has a module for it" = {
    expr = map (options: (configOf options).programs or { }) [
      { programs.fish.enable = { }; }
      { programs.zsh.enable = { }; }
    ];
    expected = [
      {
        fish.enable = true;
      }
      { }
    ];
  };

  "one that nobody declared is not" = {
    expr = shellOf { isDefaultShell = true; };
    expected = { };
  };

  "a shell is known by the last name of its path, and bash by both of its own" = {
    expr = map (shell: builtins.attrNames (shellOf { inherit shell; }).programs) [
      "bash"
      "bashInteractive"
      "unstable.fish"
    ];
    expected = [
      [ "bash" ]
      [ "bash" ]
      [ "fish" ]
    ];
  };

  "a state version that home-manager does not know yet is an error that names both" = {
    expr = stateVersionWith { home.version.release = "23.11"; };
    expectedError = ''the stateVersion of the home of user "keith" on host "mini" is 24.05, and its home-manager is of 23.11'';
  };

  "one that it knows is taken, and so is one where it says nothing" = {
    expr = map stateVersionWith [
      { home.version.release = "24.05"; }
      { home.version.release = "24.11"; }
      { home = { }; }
    ];
    expected = [
      "24.05"
      "24.05"
      "24.05"
    ];
  };
}
