# What nix-darwin makes of the accounts of a Mac.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (builtins) elem filter length;

  stibnite =
    (mkFlake {
      fleet.root = roots + "/family";
      fleet.modules = [ { system.stateVersion = 6; } ];
      fleet.outputs.nixos = false;
    }).darwinConfigurations.stibnite.config;

  # A Mac of several people: raquel is its primary user, crs58 its admin, janet neither.
  blackphosWith =
    module:
    (mkFlake {
      fleet.root = roots + "/macs";
      fleet.modules = [
        { system.stateVersion = 6; }
        module
      ];
    }).darwinConfigurations.blackphos.config;
  blackphos = blackphosWith { };
  users = blackphos.users.users;
  isPerson =
    login:
    elem login [
      "crs58"
      "janet"
      "raquel"
      "visitor"
    ];
  failuresOf = config: map (one: one.message) (filter (one: !one.assertion) config.assertions);
  # What nix-darwin will do at an activation.
  mentions = text: login: builtins.match ".*${login}.*" (builtins.replaceStrings [ "\n" ] [ " " ] text) != null;
in
{
  "nix-darwin manages whom the fleet says, beside its own" = {
    expr = filter isPerson blackphos.users.knownUsers;
    expected = [ "janet" ];
  };

  "it creates them with a home, and visible, and touches nobody else" = {
    expr = {
      inherit (users.janet) createHome isHidden uid;
      touched =
        filter (mentions blackphos.system.activationScripts.users.text) [
          "crs58"
          "janet"
          "raquel"
          "visitor"
        ];
    };
    expected = {
      createHome = true;
      isHidden = false;
      touched = [ "janet" ];
      uid = 503;
    };
  };

  "every account has its home, shell and keys, and its uid where it is known" = {
    expr = map (login: {
      inherit (users.${login}) home;
      keys = length users.${login}.openssh.authorizedKeys.keys;
      shell = users.${login}.shell.pname;
    }) [
      "crs58"
      "raquel"
      "visitor"
    ] ++ [ users.crs58.uid users.raquel.uid ];
    expected = [
      {
        home = "/Users/crs58";
        keys = 1;
        shell = "zsh";
      }
      {
        home = "/Users/raquel";
        keys = 0;
        shell = "zsh";
      }
      {
        home = "/Users/visitor";
        keys = 1;
        shell = "zsh";
      }
      502
      501
    ];
  };

  "a Mac of several people has nothing that stops the build, and no warning" = {
    expr = {
      failures = failuresOf blackphos;
      inherit (blackphos) warnings;
    };
    expected = {
      failures = [ ];
      warnings = [ ];
    };
  };

  "an admin whose uid nobody knows has a home all the same" = {
    expr =
      let
        config =
          (mkFlake {
            fleet.root = roots + "/macs";
            fleet.modules = [ { system.stateVersion = 6; } ];
          }).darwinConfigurations.stibnite.config;
      in
      {
        failures = failuresOf config;
        home = config.home-manager.users.crs58.home.homeDirectory;
      };
    expected = {
      failures = [ ];
      home = "/Users/crs58";
    };
  };

  "a module that has nix-darwin manage an admin or the primary user stops the build" = {
    expr = map (builtins.substring 0 78) (
      failuresOf (blackphosWith {
        users.knownUsers = [
          "crs58"
          "raquel"
        ];
      })
    );
    expected = [
      ''fleet: users.knownUsers of host "blackphos" holds "raquel", who is the primary''
      ''fleet: users.knownUsers of host "blackphos" holds "crs58", who is an admin. ni''
    ];
  };

  "an account that nix-darwin would delete is named before it does" = {
    expr = map (builtins.substring 0 73) (blackphosWith { users.knownUsers = [ "ghost" ]; }).warnings;
    expected = [ ''fleet: nix-darwin will delete the account "ghost" on host "blackphos", if'' ];
  };

  "and it is what nix-darwin then does" = {
    expr = mentions (blackphosWith { users.knownUsers = [ "ghost" ]; }).system.activationScripts.users.text ''deleting user ghost'';
    expected = true;
  };

  "an account whose entry a module takes away is named, too" = {
    expr = length (blackphosWith ({ lib, ... }: { users.users.janet.name = lib.mkForce "jane"; })).warnings;
    expected = 1;
  };

  "integrated homes of several people each have their own secrets" = {
    expr = builtins.mapAttrs (_: home: {
      inherit (home.home) homeDirectory;
      secret = baseNameOf (toString home.sops.secrets.token.sopsFile);
      inherit (home.sops.age) keyFile;
    }) blackphos.home-manager.users;
    expected = {
      crs58 = {
        homeDirectory = "/Users/crs58";
        keyFile = "/Users/crs58/Library/Application Support/sops/age/keys.txt";
        secret = "crs58.yaml";
      };
      raquel = {
        homeDirectory = "/Users/raquel";
        keyFile = "/Users/raquel/Library/Application Support/sops/age/keys.txt";
        secret = "raquel.yaml";
      };
    };
  };

  "a secret of the Mac is decrypted with its own key, for whom the fleet says" = {
    expr = {
      inherit (blackphos.sops.age) sshKeyPaths;
      inherit (blackphos.sops.secrets.licence) owner;
    };
    expected = {
      owner = "janet";
      sshKeyPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];
    };
  };

  "a Mac in the tailnet has Tailscale" = {
    expr = [
      blackphos.services.tailscale.enable
      stibnite.services.tailscale.enable
    ];
    expected = [
      true
      false
    ];
  };

  "an account of a Mac has what the fleet says" = {
    expr = {
      inherit (stibnite.users.users.crs58) home uid;
      shell = stibnite.users.users.crs58.shell.pname;
    };
    expected = {
      home = "/Users/crs58";
      shell = "zsh";
      uid = 501;
    };
  };

  "a shell that is declared is one that the Mac takes for a login" = {
    expr = stibnite.environment.shells;
    expected = [ "/run/current-system/sw/bin/zsh" ];
  };

  "a Mac of one admin has nobody for nix-darwin to create or delete" = {
    expr = builtins.elem "crs58" stibnite.users.knownUsers;
    expected = false;
  };

  "the primary user is the one that the fleet names" = {
    expr = stibnite.system.primaryUser;
    expected = "crs58";
  };

  "root stays among the trusted users of a Mac" = {
    expr = {
      root = builtins.elem "root" stibnite.nix.settings.trusted-users;
      others = builtins.filter (name: name != "root") stibnite.nix.settings.trusted-users;
    };
    expected = {
      root = true;
      others = [ "crs58" ];
    };
  };

  "an integrated home of a Mac is home-manager's" = {
    expr = stibnite.home-manager.users.crs58.home.homeDirectory;
    expected = "/Users/crs58";
  };

  "a Mac is built with the nixpkgs that nix-darwin follows, or with one of its own" = {
    expr =
      let
        own = inputs.nixpkgs // {
          lib = inputs.nixpkgs.lib.extend (_: _: { origin = "own"; });
          outPath = "/own/nixpkgs";
        };
        origins =
          inputs:
          let
            stibnite =
              (mkFlake {
                fleet.root = roots + "/family";
                fleet.hosts.stibnite = {
                  inherit inputs;
                  modules = [ ({ lib, ... }: { networking.computerName = lib.origin or "followed"; }) ];
                };
              }).darwinConfigurations.stibnite.config;
          in
          {
            lib = stibnite.networking.computerName;
            packages = toString stibnite.nixpkgs.source == own.outPath;
            registry = stibnite.nixpkgs.flake.source == own.outPath;
          };
      in
      map origins [
        { }
        { nixpkgs = own; }
      ];
    expected = [
      {
        lib = "followed";
        packages = false;
        registry = false;
      }
      {
        lib = "own";
        packages = true;
        registry = true;
      }
    ];
  };

  "nothing stops the build" = {
    expr = map (one: one.message) (builtins.filter (one: !one.assertion) stibnite.assertions);
    expected = [ ];
  };
}
