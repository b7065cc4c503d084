# Hosts whose ids hold dots, and homes that are named otherwise than by user and host.
{ mkFlake, roots, ... }:
let
  inherit (builtins) attrNames mapAttrs;
  flake = mkFlake { fleet.root = roots + "/names"; };
  networkingOf = mapAttrs (
    _: host: {
      inherit (host.config.networking) domain hostName;
    }
  );
in
{
  "an id with dots is one attribute, of which the first label is the name and the rest the domain" = {
    expr = networkingOf flake.nixosConfigurations;
    expected = {
      "web1.example.net" = {
        domain = "example.net";
        hostName = "web1";
      };
      "web1.example.org" = {
        domain = "example.org";
        hostName = "web1";
      };
      web10 = {
        domain = "example.org";
        hostName = "web10";
      };
    };
  };

  "nix-darwin has name and domain as NixOS does, and gives the Mac its local name" = {
    expr = {
      networking = networkingOf flake.darwinConfigurations;
      local = flake.darwinConfigurations."air.example.org".config.networking.localHostName;
    };
    expected = {
      networking."air.example.org" = {
        domain = "example.org";
        hostName = "air";
      };
      local = "air";
    };
  };

  "the domain gives way to what a person writes" = {
    expr =
      (mkFlake {
        fleet.root = roots + "/names";
        fleet.hosts."web1.example.org".modules = [ { networking.domain = "example.com"; } ];
      }).nixosConfigurations."web1.example.org".config.networking.domain;
    expected = "example.com";
  };

  "a home is what its name stands for, on whichever host" = {
    expr = {
      inherit (flake.fleet.homes."ada@x86_64-linux") host system;
      user = flake.homeConfigurations."ada@x86_64-linux".config.home.username;
    };
    expected = {
      host = "web10";
      system = "x86_64-linux";
      user = "ada";
    };
  };

  "the homes have the names that fleet.json gives them" = {
    expr = attrNames flake.homeConfigurations;
    expected = [
      "ada@air"
      "ada@air.example.org"
      "ada@tower"
      "ada@tower.example.org"
      "ada@web1.example.net"
      "ada@web1.example.org"
      "ada@x86_64-linux"
    ];
  };
}
