# What nixfleet's own `mkFleet` (lib/mk-fleet.nix) makes of the hosts that are its.
{ engineFlake, inputs }:
let
  inherit (builtins) attrNames mapAttrs;
  inherit (inputs.nixpkgs) lib;
  engines.nixfleet.lib = import (inputs.nixfleet + "/lib/mk-fleet.nix") { inherit lib; };
  flake = engineFlake { inherit engines; };
  flakeWith = module: engineFlake { inherit engines module; };
  inherit (flake.fleet) resolved;
in
{
  "its hosts are released, each in its channel" = {
    expr = mapAttrs (_: host: { inherit (host) channel system tags; }) resolved.hosts;
    expected = {
      nas = {
        channel = "edge";
        system = "x86_64-linux";
        tags = [ "storage" ];
      };
      web1 = {
        channel = "stable";
        system = "x86_64-linux";
        tags = [ ];
      };
      web2 = {
        channel = "stable";
        system = "x86_64-linux";
        tags = [ ];
      };
    };
  };

  "the key of a host is its pubkey, and nobody's where none is declared" = {
    expr = mapAttrs (_: host: builtins.substring 0 11 (toString host.pubkey)) resolved.hosts;
    expected = {
      nas = "ssh-ed25519";
      web1 = "";
      web2 = "";
    };
  };

  "every host is in a wave of its channel, by name" = {
    expr = resolved.waves;
    expected = {
      edge = [
        {
          hosts = [ "nas" ];
          soakMinutes = 0;
        }
      ];
      stable = [
        {
          hosts = [
            "web1"
            "web2"
          ];
          soakMinutes = 0;
        }
      ];
    };
  };

  "a policy of the flake's own takes the place of that" = {
    expr =
      (flakeWith {
        fleet.nixfleet.rolloutPolicies.stable = {
          strategy = "canary";
          waves = [
            {
              selector.hosts = [ "web1" ];
              soakMinutes = 30;
            }
            { selector.hosts = [ "web2" ]; }
          ];
        };
      }).fleet.resolved.waves.stable;
    expected = [
      {
        hosts = [ "web1" ];
        soakMinutes = 30;
      }
      {
        hosts = [ "web2" ];
        soakMinutes = 0;
      }
    ];
  };

  "a host that no wave names is an error, for it would go out with the first" = {
    expr =
      (flakeWith {
        fleet.nixfleet.rolloutPolicies.stable = {
          strategy = "canary";
          waves = [ { selector.hosts = [ "web1" ]; } ];
        };
      }).fleet.resolved;
    expectedError = "no wave of nixfleet names web2";
  };

  "what nixfleet reads beside it is there, and what fleet has stays" = {
    expr = {
      inherit (flake.fleet) bootstrapNonces revocations;
      hosts = flake.fleet.hosts.web1.platform;
    };
    expected = {
      bootstrapNonces = [ ];
      hosts = "nixos";
      revocations = [ ];
    };
  };
}
