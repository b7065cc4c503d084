# Nodes of deploy-rs, with its own functions for what is activated. Its packages are names.
{ engineFlake, inputs }:
let
  inherit (builtins)
    attrNames
    fromJSON
    mapAttrs
    readFile
    toJSON
    ;
  inherit (inputs.nixpkgs) lib;
  libraryFor =
    system:
    let
      pkgs = inputs.nixpkgs.legacyPackages.${system};
      final = pkgs // {
        deploy-rs.deploy-rs = "/deploy-rs";
        # What it is made of, to look at.
        buildEnv = { name, paths }: { inherit name paths; outPath = "/nix/store/00000000000000000000000000000000-${name}"; };
        writeTextFile = arguments: arguments;
        writeScript = name: _: "/${name}";
        runtimeShell = "/bin/sh";
      };
      overlay =
        ((import (inputs.deploy-rs + "/flake.nix")).outputs {
          self = { };
          nixpkgs = inputs.nixpkgs;
          utils = {
            lib.defaultSystems = [ ];
            lib.eachSystem = _: _: { };
          };
        }).overlays.default;
    in
    (overlay final { }).deploy-rs.lib;
  engines.deploy-rs.lib = lib.genAttrs [ "x86_64-linux" "aarch64-darwin" ] libraryFor;
  flake = engineFlake {
    inherit engines;
    module.fleet.hosts = {
      # What a Mac has to say of itself, and what deploy-rs asks of NixOS.
      book.modules = [ { system.stateVersion = 6; } ];
      gamma.modules = [ { boot.loader.systemd-boot.enable = false; } ];
    };
  };
  inherit (flake.deploy) nodes;
  # As deploy-rs itself has it read: as JSON.
  faultsOf =
    deploy:
    import ./json-schema.nix (fromJSON (readFile (inputs.deploy-rs + "/interface.json"))) (
      fromJSON (toJSON deploy)
    );
  activationOf =
    profile: (lib.findFirst (one: one.destination or "" == "/deploy-rs-activate") null profile.path.paths).text;
in
{
  "each host of the engine is a node" = {
    expr = mapAttrs (_: node: {
      inherit (node) hostname profilesOrder;
      sshUser = node.sshUser or null;
      users = mapAttrs (_: profile: profile.user) node.profiles;
    }) nodes;
    expected = {
      book = {
        hostname = "book";
        profilesOrder = [
          "system"
          "ada"
        ];
        sshUser = null;
        users = {
          ada = "ada";
          system = "root";
        };
      };
      # bea's home comes with the system; one whose login is called as the profile of the system has another name.
      gamma = {
        hostname = "gamma.example.org";
        profilesOrder = [
          "system"
          "ada"
          "system-home"
        ];
        sshUser = "ada";
        users = {
          ada = "ada";
          system = "root";
          system-home = "system";
        };
      };
    };
  };

  "a system of NixOS is switched to, one of a Mac activated, and so is a home" = {
    expr = {
      home = lib.hasInfix "$PROFILE/activate" (activationOf nodes.gamma.profiles.ada);
      mac = lib.hasInfix "HOME=/var/root $PROFILE/activate" (activationOf nodes.book.profiles.system);
      nixos = lib.hasInfix "$PROFILE/bin/switch-to-configuration switch" (
        activationOf nodes.gamma.profiles.system
      );
    };
    expected = {
      home = true;
      mac = true;
      nixos = true;
    };
  };

  "a profile holds the system and the home that the flake has" = {
    expr = {
      home = (lib.head nodes.gamma.profiles.ada.path.paths).drvPath;
      system = (lib.head nodes.gamma.profiles.system.path.paths).drvPath;
    };
    expected = {
      home = flake.homeConfigurations."ada@gamma".activationPackage.drvPath;
      system = flake.nixosConfigurations.gamma.config.system.build.toplevel.drvPath;
    };
  };

  "nodes of the flake's own go before, and can be made of the fleet's" = {
    expr =
      attrNames
        (engineFlake {
          inherit engines;
          module =
            { config, ... }:
            {
              flake.deploy.nodes = config.flake.fleet.engines.deploy-rs.nodes // {
                other.hostname = "other";
              };
            };
        }).deploy.nodes;
    expected = [
      "book"
      "gamma"
      "other"
    ];
  };

  "its own schema takes the whole" = {
    expr = faultsOf flake.deploy;
    expected = [ ];
  };

  "its own schema takes no path for a list, and no node without a name" = {
    expr = faultsOf {
      nodes.web = {
        profilesOrder = "system";
        profiles.system.user = "root";
      };
    };
    expected = [
      "deploy.nodes.web.profiles.system.path is missing"
      "deploy.nodes.web.profilesOrder is no array"
      "deploy.nodes.web.hostname is missing"
    ];
  };
}
