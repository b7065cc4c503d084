# The hive, read by colmena's own evaluation (src/nix/hive/eval.nix), as its `lib.makeHive` calls it.
{
  engineFlake,
  inputs,
}:
let
  inherit (builtins) attrNames mapAttrs;
  hive = inputs.colmena + "/src/nix/hive";
  colmena.lib.makeHive =
    rawHive:
    import (hive + "/eval.nix") {
      inherit rawHive;
      colmenaOptions = import (hive + "/options.nix");
      colmenaModules = import (hive + "/modules.nix");
      hermetic = true;
    };
  engines = { inherit colmena; };
  flake = engineFlake { inherit engines; };
  flakeWith = module: engineFlake { inherit engines module; };
  deploymentOf = given: host: given.colmenaHive.deploymentConfig.${host};
  compared = config: {
    inherit (config.networking) domain hostName;
    inherit (config.nixpkgs.hostPlatform) system;
    users = mapAttrs (_: user: {
      inherit (user)
        extraGroups
        home
        isNormalUser
        uid
        ;
      keys = user.openssh.authorizedKeys.keys;
    }) config.users.users;
    trusted = config.nix.settings.trusted-users;
    homes = mapAttrs (_: home: home.home.homeDirectory) config.home-manager.users or { };
  };
in
{
  "the hive has the hosts of the engine, also one with a dot in its id" = {
    expr = attrNames flake.colmenaHive.nodes;
    expected = [
      "alpha"
      "beta.example.org"
    ];
  };

  "a node is reached where the declaration says, and built there where it says so" = {
    expr = {
      inherit (deploymentOf flake "alpha")
        allowLocalDeployment
        buildOnTarget
        tags
        targetHost
        targetUser
        ;
    };
    expected = {
      allowLocalDeployment = true;
      buildOnTarget = true;
      tags = [
        "web"
        "x86"
      ];
      targetHost = "alpha.example.org";
      targetUser = "root";
    };
  };

  "without a target it is reached by its name, as SSH's own configuration says" = {
    expr = {
      inherit (deploymentOf flake "beta.example.org")
        buildOnTarget
        tags
        targetHost
        targetUser
        ;
    };
    expected = {
      buildOnTarget = false;
      tags = [ ];
      targetHost = "beta";
      targetUser = null;
    };
  };

  "a node has the settings of the host that nixosConfigurations has" = {
    expr = mapAttrs (_: node: compared node.config) flake.colmenaHive.nodes;
    expected = {
      alpha = compared flake.nixosConfigurations.alpha.config;
      "beta.example.org" = compared flake.nixosConfigurations."beta.example.org".config;
    };
  };

  "a node is the system that nixosConfigurations has" = {
    expr = mapAttrs (_: toplevel: toplevel.drvPath) flake.colmenaHive.toplevel;
    expected = mapAttrs (id: _: flake.nixosConfigurations.${id}.config.system.build.toplevel.drvPath) flake.colmenaHive.nodes;
  };

  "arguments and overlays of a host reach its node, once" = {
    expr =
      let
        nodes = (flakeWith {
          fleet.specialArgs.greeting = "hello";
          fleet.hosts.alpha.specialArgs.name' = "alpha";
          fleet.hosts.alpha.modules = [
            (
              { greeting, name', ... }:
              {
                networking.domain = "${greeting}.${name'}";
              }
            )
          ];
          fleet.overlays = [ (_: previous: { count = previous.count or 0 + 1; }) ];
        }).colmenaHive.nodes;
      in
      {
        inherit (nodes.alpha.config.networking) domain;
        inherit (nodes.alpha.pkgs) count;
      };
    expected = {
      domain = "hello.alpha";
      count = 1;
    };
  };

  "settings of a host for the engine go before" = {
    expr =
      let
        given = flakeWith {
          fleet.hosts.alpha.deployment = {
            buildOnTarget = false;
            keys.token.text = "none";
            tags = [ "more" ];
            targetPort = 2222;
          };
        };
        alpha = deploymentOf given "alpha";
      in
      {
        inherit (alpha) buildOnTarget tags targetHost targetPort;
        keys = attrNames alpha.keys;
      };
    expected = {
      buildOnTarget = false;
      keys = [ "token" ];
      # They join; a module's own come first.
      tags = [
        "more"
        "web"
        "x86"
      ];
      targetHost = "alpha.example.org";
      targetPort = 2222;
    };
  };

  "a host that something else builds is no node" = {
    expr = attrNames (flakeWith { fleet.hosts.alpha.enable = false; }).colmenaHive.nodes;
    expected = [ "beta.example.org" ];
  };

  "a hive of the flake's own goes before, and can be made of the fleet's" = {
    expr =
      let
        given = flakeWith (
          { config, ... }:
          {
            flake.colmenaHive = colmena.lib.makeHive (
              config.flake.fleet.engines.colmena
              // {
                gateway.networking.hostName = "gateway";
              }
            );
          }
        );
      in
      attrNames given.colmenaHive.nodes;
    expected = [
      "alpha"
      "beta.example.org"
      "gateway"
    ];
  };

  "the hive can be switched off" = {
    expr = (flakeWith { fleet.outputs.colmena = false; }) ? colmenaHive;
    expected = false;
  };

  "without flake-parts it is there as well" = {
    expr =
      attrNames
        (inputs.fleet.lib.mkFleet {
          inputs = inputs // engines;
          root = inputs.fleet + "/nix/tests/roots/engines";
        }).colmenaHive.nodes;
    expected = [
      "alpha"
      "beta.example.org"
    ];
  };
}
