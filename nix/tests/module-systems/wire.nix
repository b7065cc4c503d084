# The hive, read by wire's own evaluation (runtime/evaluate.nix).
{ engineFlake, inputs }:
let
  inherit (builtins) attrNames mapAttrs;
  engines.wire.makeHive = import (inputs.wire + "/runtime/makeHive.nix");
  flake = engineFlake { inherit engines; };
  flakeWith = module: engineFlake { inherit engines module; };
  deploymentOf = given: host: given.wire.inspect.nodes.${host};
  compared = config: {
    inherit (config.networking) hostName;
    users = mapAttrs (_: user: { inherit (user) extraGroups uid; }) config.users.users;
  };
in
{
  "the hive has the hosts of the engine" = {
    expr = attrNames flake.wire.nodes;
    expected = [
      "delta"
      "epsilon"
    ];
  };

  "a node is reached where the declaration says, and built there where it says so" = {
    expr = mapAttrs (_: node: {
      inherit (node)
        allowLocalDeployment
        buildOnTarget
        tags
        target
        ;
    }) flake.wire.inspect.nodes;
    expected = {
      delta = {
        allowLocalDeployment = true;
        buildOnTarget = false;
        tags = [ "db" ];
        target = {
          host = [ "delta.example.org" ];
          hosts = [ "delta.example.org" ];
          port = 22;
          user = "root";
        };
      };
      epsilon = {
        allowLocalDeployment = true;
        buildOnTarget = true;
        tags = [ ];
        target = {
          host = [ "192.0.2.7" ];
          hosts = [ "192.0.2.7" ];
          port = 22;
          user = "ada";
        };
      };
    };
  };

  "a node has the settings of the host that nixosConfigurations has" = {
    expr = mapAttrs (_: node: compared node.config) flake.wire.nodes;
    expected = mapAttrs (id: _: compared flake.nixosConfigurations.${id}.config) flake.wire.nodes;
  };

  "a node is the system that nixosConfigurations has" = {
    expr = flake.wire.topLevels;
    expected = mapAttrs (id: _: flake.nixosConfigurations.${id}.config.system.build.toplevel.drvPath) flake.wire.nodes;
  };

  "settings of a host for the engine go before, also by the words of colmena" = {
    expr =
      let
        given = flakeWith {
          fleet.hosts.epsilon.deployment = {
            target.port = 2222;
            targetHost = "epsilon";
          };
        };
      in
      {
        inherit ((deploymentOf given "epsilon").target) hosts port user;
      };
    expected = {
      hosts = [ "epsilon" ];
      port = 2222;
      user = "ada";
    };
  };
}
