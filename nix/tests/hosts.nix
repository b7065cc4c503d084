# What a host is made of, and that nothing is asked for that it does not need.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit (builtins)
    attrNames
    elem
    filter
    isFunction
    ;
  root = ./roots/family;
  never = name: throw "${name} was asked for, and nothing needs it";

  # Builders that hand back what they were given.
  inputs = {
    nixpkgs.lib.nixosSystem = arguments: { nixos = arguments; };
    nix-darwin.lib.darwinSystem = arguments: { darwin = arguments; };
    home-manager = {
      darwinModules.home-manager = "home-manager on darwin";
      nixosModules.home-manager = "home-manager on nixos";
    };
  };
  fleet = mkFleet { inherit inputs root; };
  named = modules: map toString (filter (module: !isFunction module) modules);
in
{
  "each platform has its hosts" = {
    expr = {
      nixos = attrNames fleet.nixosConfigurations;
      darwin = attrNames fleet.darwinConfigurations;
      all = attrNames fleet.hosts;
    };
    expected = {
      nixos = [
        "devbox"
        "mini"
      ];
      darwin = [ "stibnite" ];
      all = [
        "devbox"
        "mini"
        "reason"
        "stibnite"
      ];
    };
  };

  "a host with integrated homes has home-manager's module, and its own" = {
    expr = named fleet.nixosConfigurations.mini.nixos.modules;
    expected = [
      "home-manager on nixos"
      "${toString root}/hosts/mini.nix"
    ];
  };

  "on a Mac home-manager's module is the one for Macs" = {
    expr = elem "home-manager on darwin" fleet.darwinConfigurations.stibnite.darwin.modules;
    expected = true;
  };

  "a host without integrated homes has no home-manager" = {
    expr = named fleet.nixosConfigurations.devbox.nixos.modules;
    expected = [ "${toString root}/hosts/devbox.nix" ];
  };

  "the modules of a host are one module of its class, too" = {
    expr = {
      inherit (fleet.nixosModules.devbox) _class;
      imports = named fleet.nixosModules.devbox.imports;
      darwin = attrNames fleet.darwinModules;
    };
    expected = {
      _class = "nixos";
      imports = [ "${toString root}/hosts/devbox.nix" ];
      darwin = [ "stibnite" ];
    };
  };

  "modules of one's own come last, those of the host after those of all" = {
    expr =
      named
        (mkFleet {
          inherit inputs root;
          modules = [ "of all" ];
          hosts.devbox.modules = [ "of devbox" ];
        }).hosts.devbox.modules;
    expected = [
      "${toString root}/hosts/devbox.nix"
      "of all"
      "of devbox"
    ];
  };

  "arguments of the host win over those of all" = {
    expr =
      (mkFleet {
        inherit inputs root;
        specialArgs = {
          a = 1;
          b = 1;
        };
        hosts.devbox.specialArgs.b = 2;
      }).nixosConfigurations.devbox.nixos.specialArgs;
    expected = {
      a = 1;
      b = 2;
    };
  };

  "the names of hosts need no input" = {
    expr = attrNames (mkFleet { inherit root; }).nixosConfigurations;
    expected = [
      "devbox"
      "mini"
    ];
  };

  "a host without integrated homes needs nixpkgs alone" = {
    expr =
      let
        lazy = mkFleet {
          inherit root;
          inputs = {
            inherit (inputs) nixpkgs;
            home-manager = never "home-manager";
            nix-darwin = never "nix-darwin";
          };
        };
      in
      named lazy.nixosConfigurations.devbox.nixos.modules;
    expected = [ "${toString root}/hosts/devbox.nix" ];
  };

  "nix-darwin may go by the name of darwin" = {
    expr =
      (mkFleet {
        inherit root;
        inputs = {
          inherit (inputs) home-manager;
          darwin = inputs.nix-darwin;
        };
      }).darwinConfigurations.stibnite ? darwin;
    expected = true;
  };

  "an input that is missing names the host and the line to add" = {
    expr = (mkFleet { inherit root; }).nixosConfigurations.devbox.config;
    expectedError = ''inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";'';
  };

  "a host with homes alone has no system" = {
    expr = fleet.hosts.reason.modules;
    expectedError = ''host "reason" has the platform "linux"'';
  };

  "settings for an unknown host list the known ones" = {
    expr =
      attrNames
        (mkFleet {
          inherit root;
          hosts.mnii = { };
        }).nixosConfigurations;
    expectedError = "It has devbox, mini, reason, stibnite.";
  };

  "a module file that is not there names the host, and reminds of git" = {
    expr = named (mkFleet { root = ./roots/no-modules; }).hosts.mini.modules;
    expectedError = "git add hosts/mini.nix";
  };

  "packages of one's own keep their platform" = {
    expr =
      let
        configWith =
          options:
          standIn.evaluate {
            inherit options;
            pkgs = { };
          } [ fleet.hosts.devbox.systemModule ];
      in
      {
        free = (configWith { }).nixpkgs;
        readOnly = (configWith { nixpkgs.hostPlatform.readOnly = true; }).nixpkgs;
      };
    expected = {
      free.hostPlatform = "x86_64-linux";
      readOnly = { };
    };
  };

  "modules for a host without a system are an error, because nothing would build them" = {
    expr = attrNames (mkFleet { inherit root; hosts.reason.modules = [ { } ]; }).nixosConfigurations;
    expectedError = "`modules` or `specialArgs` are given for reason, and there the fleet manages no system";
  };

  "so are further arguments of them" = {
    expr = attrNames (mkFleet { inherit root; hosts.reason.specialArgs.a = 1; }).nixosConfigurations;
    expectedError = "are given for reason";
  };

  "inputs are for its homes" = {
    expr = attrNames (mkFleet {
      inherit root;
      hosts.reason = {
        inputs.nixpkgs = { };
        modules = [ ];
        specialArgs = { };
      };
    }).nixosConfigurations;
    expected = [
      "devbox"
      "mini"
    ];
  };

  "a root may be a flake" = {
    expr = attrNames (mkFleet { root.outPath = toString root; }).nixosConfigurations;
    expected = [
      "devbox"
      "mini"
    ];
  };
}
