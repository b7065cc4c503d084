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
      expires = null;
      groups = [
        "wheel"
        "networkmanager"
      ];
      home = "/home/keith";
      password = null;
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
      deletedUsers = [ ];
      domain = null;
      failures = [ ];
      groups = { };
      hostname = "mini";
      identity = null;
      knownUsers = null;
      modules = [ "hosts/mini.nix" ];
      platform = "nixos";
      programs = [ "fish" ];
      rootKeys = [ ];
      rootPassword = null;
      secrets = { };
      stateVersion = "24.05";
      sudoNeedsPassword = null;
      system = "x86_64-linux";
      tailscale = false;
      trustedUsers = [
        "root"
        "keith"
      ];
      units = { };
      warnings = [ ];
    };
  };

  "the probe knows who logs in as root, and whether sudo asks" = {
    environment.SSH_KEY_ADA = "";
    environment.SSH_KEY_CI = "";
    expr =
      builtins.mapAttrs
        (_: host: {
          inherit (host) sudoNeedsPassword;
          keys = builtins.length host.rootKeys;
          users = builtins.attrNames host.users;
        })
        (probe { root = ./roots/root; }).hosts;
    expected = {
      book = {
        keys = 1;
        sudoNeedsPassword = false;
        users = [ "ada" ];
      };
      mini = {
        keys = 3;
        sudoNeedsPassword = false;
        users = [ "ada" ];
      };
      nas = {
        keys = 0;
        sudoNeedsPassword = true;
        users = [ "ada" ];
      };
    };
  };

  "the probe knows whom nix-darwin manages" = {
    expr = {
      inherit ((probe { root = ./roots/macs; }).hosts.blackphos) deletedUsers knownUsers tailscale;
      nobody = found.hosts.stibnite.knownUsers;
    };
    expected = {
      deletedUsers = [ ];
      knownUsers = [ "janet" ];
      nobody = [ ];
      tailscale = true;
    };
  };

  "the probe knows the units and groups of a host" = {
    expr = {
      inherit ((probe { root = ./roots/services; }).hosts.devbox) groups;
      inherit ((probe { root = ./roots/services; }).hosts.devbox.units) code-server-coal;
    };
    expected = {
      code-server-coal = {
        command = ''code-server/bin/code-server "--bind-addr" "127.0.0.1:8080" "--auth" "none" "--disable-telemetry" "/home/coal"'';
        environment = { };
        startedBy = [ "multi-user.target" ];
        user = "coal";
        workingDirectory = "/home/coal";
      };
      groups = {
        docker = 2000;
        media = null;
      };
    };
  };

  "the probe applies the fleet's own assertions to what the fleet sets" = {
    expr = map (id: builtins.length (probe { root = ./roots/services; }).hosts.${id}.failures) [
      "devbox"
      "lab"
    ];
    expected = [
      0
      1
    ];
  };

  "the probe has every module that is named, the optional ones too" = {
    expr = {
      inherit ((probe { root = ./roots/attributes; }).hosts.cinnabar) modules;
      home = (probe { root = ./roots/attributes; }).homes."crs58@cinnabar".modules;
    };
    expected = {
      home = [
        "users/common.nix"
        "attr:core"
        "attr:users/crs58"
        "attr:users/crs58/cinnabar"
      ];
      modules = [
        "attr:base"
        "hosts/cinnabar.nix"
        "attr:machines/nixos/cinnabar"
        "attr:machines/nixos/cinnabar/hardware"
      ];
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
