# What engines are given, as far as it can be told without any of their code, and without nixpkgs.
let
  inherit (import ../lib) mkFleet;
  inherit (builtins)
    attrNames
    concatMap
    elemAt
    mapAttrs
    ;
  fleet = mkFleet { root = ./roots/engines; };
  inherit (fleet) engines;

  # The settings of a node that the declaration makes, with their strength taken off.
  plain =
    value:
    if value._type or "" == "override" then
      value.content
    else if builtins.isAttrs value then
      mapAttrs (_: plain) value
    else
      value;
  deploymentsOf =
    modules: concatMap (module: if module ? deployment then [ (plain module.deployment) ] else [ ]) modules;
  ofDeclaration = modules: elemAt (deploymentsOf (builtins.filter builtins.isAttrs modules)) 0;

  hostile = "a\"b\${c}\n'' d";
  node = {
    address = hostile;
    data.tags = [ hostile ];
    isBuiltThere = false;
    login = null;
    nodeModules = deployment: [ { inherit deployment; } ];
    packages = { };
    specialArgs = { };
  };
  hostileHive = import ../lib/engines/colmena.nix { hosts.${hostile} = node; };
in
{
  "a target is taken apart for a hive" = {
    expr = {
      colmena = ofDeclaration engines.colmena."beta.example.org";
      wire = mapAttrs (_: one: ofDeclaration one.imports) (removeAttrs engines.wire [ "meta" ]);
    };
    expected = {
      colmena = {
        allowLocalDeployment = true;
        buildOnTarget = false;
        tags = [ ];
        targetHost = "beta";
        targetUser = null;
      };
      wire = {
        delta = {
          allowLocalDeployment = true;
          buildOnTarget = false;
          tags = [ "db" ];
          target.hosts = [ "delta.example.org" ];
        };
        epsilon = {
          allowLocalDeployment = true;
          buildOnTarget = true;
          tags = [ ];
          target = {
            hosts = [ "192.0.2.7" ];
            user = "ada";
          };
        };
      };
    };
  };

  "names stay what they are" = {
    expr = {
      names = attrNames hostileHive;
      deployment = ofDeclaration hostileHive.${hostile};
    };
    expected = {
      names = [
        hostile
        "meta"
      ];
      deployment = {
        allowLocalDeployment = true;
        buildOnTarget = false;
        tags = [ hostile ];
        targetHost = hostile;
        targetUser = null;
      };
    };
  };

  "no selector of nixfleet holds what it would lose" = {
    expr = {
      inherit (engines.nixfleet) channels rolloutPolicies;
    };
    expected = {
      channels = {
        edge = {
          freshnessWindow = 1440;
          rolloutPolicy = "edge";
        };
        stable = {
          freshnessWindow = 1440;
          rolloutPolicy = "stable";
        };
      };
      rolloutPolicies = {
        edge = {
          strategy = "all-at-once";
          waves = [ { selector.hosts = [ "nas" ]; } ];
        };
        stable = {
          strategy = "all-at-once";
          waves = [
            {
              selector.hosts = [
                "web1"
                "web2"
              ];
            }
          ];
        };
      };
    };
  };

  "a host is with its own engine alone" = {
    expr = {
      clan = attrNames engines.clan.machines;
      nixfleet = attrNames engines.nixfleet.hosts;
      system-manager = attrNames engines.system-manager;
    };
    expected = {
      clan = [
        "clan1"
        "clanmac"
      ];
      nixfleet = [
        "nas"
        "web1"
        "web2"
      ];
      system-manager = [ "box" ];
    };
  };

  "without inputs there is no output for any engine" = {
    expr = {
      isHive = fleet ? colmenaHive || fleet ? wire || fleet ? deploy || fleet ? systemConfigs;
      isReleased = fleet ? fleet;
    };
    expected = {
      isHive = false;
      isReleased = false;
    };
  };
}
