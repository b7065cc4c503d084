# What NixOS makes of the accounts of a host.
{
  inputs,
  mkFlake,
  roots,
}:
let
  configOf =
    host: modules:
    (mkFlake {
      fleet.root = roots + "/family";
      fleet.modules = modules;
    }).nixosConfigurations.${host}.config;

  inherit (inputs.nixpkgs) lib;
  platformOf = config: config.nixpkgs.hostPlatform.system;
  failuresOf = config: map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions);
  hardwareOf =
    platform:
    { lib, ... }:
    {
      _file = "hosts/mini/hardware.nix";
      nixpkgs.hostPlatform = lib.mkDefault platform;
    };

  mini = configOf "mini" [ ];
  users = mini.users.users;
  overlay = final: _: { unstable = { inherit (final) fish; }; };
in
{
  "an account has what the fleet says" = {
    expr = {
      inherit (users.keith)
        description
        extraGroups
        home
        isNormalUser
        uid
        ;
      shell = users.keith.shell.pname;
      keys = builtins.length users.keith.openssh.authorizedKeys.keys;
    };
    expected = {
      description = "Keith";
      extraGroups = [
        "wheel"
        "networkmanager"
      ];
      home = "/home/keith";
      isNormalUser = true;
      keys = 1;
      shell = "fish";
      uid = 1000;
    };
  };

  "keys have their options as they are declared" = {
    expr =
      (mkFlake { fleet.root = roots + "/systems"; })
      .nixosConfigurations.board.config.users.users."1ada".openssh.authorizedKeys.keys;
    expected = [
      ''restrict,command="say \"hi\", twice" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS ada''
      "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar"
    ];
  };

  "groups that a module adds leave wheel where it is" = {
    expr =
      (configOf "mini" [ { users.users.keith.extraGroups = [ "dialout" ]; } ])
      .users.users.keith.extraGroups;
    expected = [
      "wheel"
      "networkmanager"
      "dialout"
    ];
  };

  "a home directory other than NixOS's default does not conflict with it" = {
    expr = users.henry.home;
    expected = "/srv/henry";
  };

  "what a person writes plainly wins over what the fleet says" = {
    expr =
      let
        config = configOf "mini" [
          {
            networking.hostName = "other";
            users.users.keith.home = "/data/keith";
          }
        ];
      in
      [
        config.networking.hostName
        config.users.users.keith.home
      ];
    expected = [
      "other"
      "/data/keith"
    ];
  };

  "what hardware files set by mkDefault does not conflict" = {
    expr =
      (configOf "mini" [
        (
          { lib, ... }:
          {
            nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
            networking.hostName = lib.mkDefault "nixos";
          }
        )
      ]).networking.hostName;
    expected = "mini";
  };

  "the platform of a hardware file may be the same in other words" = {
    expr = map
      (
        platform:
        let
          config = configOf "mini" [ (hardwareOf platform) ];
        in
        [
          (platformOf config)
          (failuresOf config)
        ]
      )
      [
        "x86_64-linux"
        { system = "x86_64-linux"; }
        lib.systems.examples.gnu64
        { config = "x86_64-unknown-linux-gnu"; }
      ];
    expected = builtins.genList (_: [
      "x86_64-linux"
      [ ]
    ]) 4;
  };

  "what a hardware file says of another platform is not overruled in silence, nor is the fleet" = {
    expr = map (platform: failuresOf (configOf "mini" [ (hardwareOf platform) ])) [
      "aarch64-linux"
      { system = "aarch64-linux"; }
    ];
    expected = builtins.genList (_: [
      ''fleet: host "mini" is declared for the system "x86_64-linux", and hosts/mini/hardware.nix says "aarch64-linux" (nixpkgs.hostPlatform): one of them is about another machine. Declare `system: "aarch64-linux"` for the host, or correct the file.''
    ]) 2;
  };

  "written plainly, another platform wins" = {
    expr =
      let
        config = configOf "mini" [ { nixpkgs.hostPlatform = "aarch64-linux"; } ];
      in
      [
        (platformOf config)
        (failuresOf config)
      ];
    expected = [
      "aarch64-linux"
      [ ]
    ];
  };

  "a login shell is enabled, so that NixOS accepts it" = {
    expr = {
      inherit (mini.programs.fish) enable;
      zsh = mini.programs.zsh.enable;
      failed = map (one: one.message) (builtins.filter (one: !one.assertion) mini.assertions);
    };
    expected = {
      enable = true;
      zsh = false;
      failed = [ ];
    };
  };

  "who has declared no shell has the system's, whatever that is" = {
    expr =
      let
        modulesOf =
          data:
          map (file: import (inputs.fleet + "/nix/lib/modules/${file}") data) [
            "nixos/accounts.nix"
            "system/accounts.nix"
          ];
        data = {
          host = {
            accounts.henry = {
              description = "Henry";
              groups = [ ];
              homeDirectory = "/home/henry";
              isDefaultShell = true;
              shell = "bash";
              sshKeys = [ ];
              username = "henry";
            };
          };
          id = "mini";
          origin = key: {
            _class = "nixos";
            _file = "fleet.json";
            inherit key;
          };
        };
        shellWith =
          module:
          (inputs.nixpkgs.lib.nixosSystem {
            modules = modulesOf data ++ [
              { nixpkgs.hostPlatform = "x86_64-linux"; }
              module
            ];
          }).config.users;
        isDefault =
          { defaultUserShell, users, ... }: users.henry.shell.pname == defaultUserShell.pname;
        zsh = shellWith ({ pkgs, ... }: { users.defaultUserShell = pkgs.zsh; });
      in
      [
        (isDefault (shellWith { }))
        (isDefault zsh)
        zsh.users.henry.shell.pname
      ];
    expected = [
      true
      true
      "zsh"
    ];
  };

  "root stays among the trusted users, and only admins join" = {
    expr = {
      root = builtins.elem "root" mini.nix.settings.trusted-users;
      others = builtins.filter (name: name != "root") mini.nix.settings.trusted-users;
    };
    expected = {
      root = true;
      others = [ "keith" ];
    };
  };

  "trusted users that a module adds join the others" = {
    expr = builtins.filter (name: name != "root") (configOf "mini" [ { nix.settings.trusted-users = [ "@builders" ]; } ])
      .nix.settings.trusted-users;
    expected = [
      "keith"
      "@builders"
    ];
  };

  "a shell from an overlay is found by its path" = {
    expr =
      (mkFlake {
        fleet.root = roots + "/family";
        fleet.overlays = [ overlay ];
      }).nixosConfigurations.devbox.config.users.users.coal.shell.pname;
    expected = "fish";
  };

  "an empty key variable is a warning, and the system can be built" = {
    expr =
      let
        inherit
          ((mkFlake {
            fleet.root = roots + "/family";
            fleet.overlays = [ overlay ];
          }).nixosConfigurations.devbox)
          config
          failed
          ;
      in
      {
        inherit failed;
        warnings = map (builtins.substring 0 35) config.warnings;
      };
    expected = {
      failed = [ ];
      warnings = [ ''fleet: user "coal" on host "devbox"'' ];
    };
  };

  "a placeholder does not keep the door of a system open" = {
    expr =
      let
        failedWith =
          modules:
          map (builtins.substring 0 50)
            (mkFlake {
              fleet.root = roots + "/family";
              fleet.modules = modules;
              fleet.overlays = [ overlay ];
            }).nixosConfigurations.devbox.failed;
        fixed.users.mutableUsers = false;
        onlyPlaceholder =
          { lib, ... }:
          {
            users.users.coal.openssh.authorizedKeys.keys = lib.mkForce [
              (import (inputs.fleet + "/nix/lib/modules/placeholder-key.nix"))
            ];
          };
      in
      map failedWith [
        [ onlyPlaceholder ]
        [ fixed ]
        [
          fixed
          onlyPlaceholder
        ]
      ];
    expected = [
      [ ]
      [ ]
      [ ''fleet: on host "devbox" neither root nor anybody i'' ]
    ];
  };

  "the uids of a machine that exists are asked for before a switch, where a release can do that" = {
    expr =
      !(mini.system ? preSwitchChecks)
      ||
        builtins.match ".*check_uid 'user \"keith\" on host \"mini\"' 'keith' 1000 '/home/keith'\n.*" (
          mini.system.preSwitchChecks.fleet-uids
        ) != null;
    expected = true;
  };

  "what is pinned on a host is set there and asked for, and what is left to the machine neither" = {
    expr = lib.mapAttrs (
      _: host:
      lib.mapAttrs (login: _: {
        inherit (host.config.users.users.${login}) uid;
        isAsked =
          host.config.system ? preSwitchChecks
          -> lib.hasInfix "' '${login}' ${toString host.config.users.users.${login}.uid} '" host.config.system.preSwitchChecks.fleet-uids;
      }) (lib.filterAttrs (_: user: user.isNormalUser) host.config.users.users)
    ) (mkFlake { fleet.root = roots + "/uids"; }).nixosConfigurations;
    expected =
      let
        account = uid: {
          inherit uid;
          isAsked = true;
        };
      in
      {
        desk = {
          ada = account 1000;
          bob = account 1003;
        };
        mini.ada = account 1003;
        old = {
          ada = {
            uid = null;
            isAsked = !(mini.system ? preSwitchChecks);
          };
          bob = account 1003;
        };
      };
  };

  "the check can be taken away" = {
    expr =
      let
        module =
          { lib, options, ... }:
          {
            config = lib.optionalAttrs (options.system ? preSwitchChecks) {
              system.preSwitchChecks.fleet-uids = "true";
            };
          };
      in
      (configOf "mini" [ module ]).system.preSwitchChecks.fleet-uids or "true";
    expected = "true";
  };

  "a stale fleet.json is a warning of every system" = {
    expr =
      builtins.length
        (mkFlake { fleet.root = roots + "/stale"; }).nixosConfigurations.mini.config.warnings;
    expected = 2;
  };
}
