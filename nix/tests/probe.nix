# What the probe says without nixpkgs, home-manager and nix-darwin.
let
  inherit (import ../lib) probe;
  found = probe { root = ./roots/family; };
in
{
  "the probe knows what a host's accounts are" = {
    expr = found.hosts.mini.users.keith;
    expected = {
      description = "Keith";
      groups = [
        "wheel"
        "networkmanager"
      ];
      home = "/home/keith";
      shell = "fish";
      sshKeys = [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS keith"
      ];
      uid = 1000;
    };
  };

  "the probe knows what its homes are" = {
    expr = found.hosts.mini.homes.traci;
    expected = {
      git.name = "Traci";
      homeDirectory = "/home/traci";
      modules = [
        "users/common.nix"
        "users/traci.nix"
      ];
      secrets = { };
      stateVersion = "24.05";
      username = "traci";
    };
  };

  "the probe knows what a host sets beside its accounts" = {
    expr = builtins.removeAttrs found.hosts.mini [
      "homes"
      "users"
    ];
    expected = {
      failures = [ ];
      hostname = "mini";
      identity = null;
      modules = [ "hosts/mini.nix" ];
      platform = "nixos";
      programs = [ "fish" ];
      secrets = { };
      stateVersion = "24.05";
      system = "x86_64-linux";
      trustedUsers = [
        "root"
        "keith"
      ];
      warnings = [ ];
    };
  };

  "the probe keeps the path of a shell" = {
    expr = found.hosts.devbox.users.coal.shell;
    expected = "unstable.fish";
  };

  "hosts without a system have homes alone" = {
    expr = {
      hosts = builtins.attrNames found.hosts;
      homes = builtins.attrNames found.homes;
    };
    expected = {
      hosts = [
        "devbox"
        "mini"
        "stibnite"
      ];
      homes = [
        "joachim@reason"
        "traci@mini"
      ];
    };
  };

  "a standalone home has the same modules as the integrated one" = {
    expr = found.homes."traci@mini";
    expected = found.hosts.mini.homes.traci;
  };

  "the probe lists what is stale" = {
    expr = (probe { root = ./roots/stale; }).stale;
    expected = [
      "fleet.config.yaml"
      "users.ts"
    ];
  };
}
