# Accounts on another distribution, by the options that system-manager has for them (nix/modules/upstream/nixpkgs/
# users-groups.nix and openssh.nix, its own files). Of the rest of it, which needs the whole of nixpkgs, there is as
# much as these files ask for.
{ engineFlake, inputs }:
let
  inherit (inputs.nixpkgs) lib;
  folder = inputs.system-manager + "/nix/modules/upstream/nixpkgs";
  anything = lib.mkOption {
    type = lib.types.lazyAttrsOf lib.types.anything;
    default = { };
  };
  list = lib.mkOption {
    type = lib.types.listOf lib.types.anything;
    default = [ ];
  };
  rest = {
    options = {
      assertions = list;
      warnings = list;
      environment = {
        etc = anything;
        systemPackages = list;
      };
      ids = anything;
      nixpkgs.hostPlatform = lib.mkOption { type = lib.types.either lib.types.str lib.types.attrs; };
      programs = anything;
      services.openssh.enable = lib.mkEnableOption "sshd";
      systemd = anything;
    };
    config = {
      ids = {
        uids = {
          root = 0;
          nobody = 65534;
        };
        gids.nixbld = 30000;
      };
      _module.args.pkgs = inputs.nixpkgs.legacyPackages.x86_64-linux;
      _module.args.utils.toShellPath = shell: "${shell}/bin/${shell.pname}";
    };
  };
  # The options of accounts that its sshd has.
  sshd = {
    options.users.users = lib.mkOption {
      type = lib.types.attrsOf (
        lib.types.submodule {
          options.openssh.authorizedKeys = {
            keys = list;
            keyFiles = list;
          };
        }
      );
    };
  };
  engines.system-manager.lib.makeSystemConfig =
    { modules, specialArgs }:
    lib.evalModules {
      inherit specialArgs;
      modules = [
        (folder + "/users-groups.nix")
        rest
        sshd
      ]
      ++ modules;
    };
  flake = engineFlake { inherit engines; };
  inherit (flake.systemConfigs.box) config;
  flakeWith = host: engineFlake {
    inherit engines;
    module.fleet.hosts.box = host;
  };
in
{
  "each host of the engine is a system of its own" = {
    expr = {
      hosts = builtins.attrNames flake.systemConfigs;
      platform = config.nixpkgs.hostPlatform;
    };
    expected = {
      hosts = [ "box" ];
      platform = "x86_64-linux";
    };
  };

  "people have accounts there, and admins are in the group of the distribution" = {
    expr = lib.mapAttrs (_: user: {
      inherit (user)
        description
        extraGroups
        group
        home
        isNormalUser
        uid
        ;
      keys = lib.length user.openssh.authorizedKeys.keys;
      shell = user.shell.pname;
    }) { inherit (config.users.users) ada bea; };
    expected = {
      ada = {
        description = "Ada";
        extraGroups = [ "sudo" ];
        group = "users";
        home = "/home/ada";
        isNormalUser = true;
        keys = 1;
        shell = "fish";
        uid = 1001;
      };
      bea = {
        description = "Bea";
        extraGroups = [ ];
        group = "users";
        home = "/home/bea";
        isNormalUser = true;
        keys = 0;
        shell = "bashInteractive";
        uid = null;
      };
    };
  };

  "a disabled account has no key, no group and no shell" = {
    expr = {
      inherit (config.users.users.old) extraGroups;
      keys = config.users.users.old.openssh.authorizedKeys.keys;
      inherit (config.users.users.old) shell;
    };
    expected = {
      extraGroups = [ ];
      keys = [ ];
      shell = "/usr/sbin/nologin";
    };
  };

  "nothing of it stops the build" = {
    expr = map (one: one.message) (lib.filter (one: !one.assertion) config.assertions);
    expected = [ ];
  };

  "whose keys nobody reads is said" = {
    expr = map (lib.hasInfix "the SSH keys of ada on this host are read by the sshd of system-manager alone") config.warnings;
    expected = [ true ];
  };

  "with its sshd there is nothing to say" = {
    expr =
      (flakeWith { modules = [ { services.openssh.enable = true; } ]; }).systemConfigs.box.config.warnings;
    expected = [ ];
  };

  "its modules see the fleet, and arguments of the host" = {
    expr =
      (flakeWith {
        modules = [
          (
            { fleet, greeting, ... }:
            {
              environment.etc.motd.text = "${greeting} ${fleet.host.hostname}";
            }
          )
        ];
        specialArgs.greeting = "hello";
      }).systemConfigs.box.config.environment.etc.motd.text;
    expected = "hello box";
  };

  "modules for a host whose system nobody manages are an error all the same" = {
    expr =
      (inputs.fleet.lib.mkFleet {
        inputs = inputs // engines;
        root = inputs.fleet + "/nix/tests/roots/family";
        hosts.reason.modules = [ { } ];
      }).nixosConfigurations;
    expectedError = "there the fleet manages no system";
  };
}
