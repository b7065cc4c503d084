# What a host's own modules set, and how strongly.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  fleet = mkFleet { root = ./roots/family; };
  inherit (fleet.hosts) mini stibnite;

  packageOf = name: { shellPath = "/bin/${name}"; };
  arguments = {
    # What a system comes to is for assertions and warnings alone.
    config = throw "the final configuration was asked for";
    lib = standIn.lib // {
      mkOverride = strength: content: { inherit content strength; };
    };
    options.programs = {
      fish.enable = { };
      zsh.enable = { };
    };
    pkgs = {
      bash = packageOf "bash";
      fish = packageOf "fish";
      zsh = packageOf "zsh";
    };
  };
  weak = content: {
    inherit content;
    strength = 900;
  };
  configWith =
    further: host: standIn.evaluate (arguments // further) [ host.systemModule ];
  configOf = configWith { };
  config = configOf mini;
  users = config.users.users;
  mac = configOf stibnite;

  failuresWith =
    users: host:
    map (one: one.message) (
      builtins.filter (one: !one.assertion)
        (configWith { config.users = { inherit users; }; } host).assertions
    );
  failuresOf = failuresWith { };
  withoutKey =
    user: host:
    ''fleet: user "${user}" on host "${host}" has no SSH key in the declaration, and each user must have at least one. Declare it in `sshKeys`. (NIX_STRICT_KEYS is true.)'';
in
{
  "an account's single values are weaker than what a person writes" = {
    expr = {
      inherit (users.keith)
        description
        home
        isNormalUser
        shell
        uid
        ;
    };
    expected = {
      description = weak "Keith";
      home = weak "/home/keith";
      isNormalUser = weak true;
      shell = weak (packageOf "fish");
      uid = weak 1000;
    };
  };

  "lists are not, because they merge" = {
    expr = {
      inherit (users.keith) extraGroups;
      inherit (config.nix.settings) trusted-users;
    };
    expected = {
      extraGroups = [
        "wheel"
        "networkmanager"
      ];
      trusted-users = [
        "root"
        "keith"
      ];
    };
  };

  "accounts go by their login names" = {
    expr = builtins.attrNames users;
    expected = [
      "henry"
      "keith"
      "traci"
    ];
  };

  "the shells with a module that somebody logs in with are enabled, and no others" = {
    expr = config.programs;
    expected.fish.enable = weak true;
  };

  "a shell whose module this system has not is listed instead of enabled" = {
    expr =
      let
        config = configWith { options.programs = { }; } mini;
      in
      {
        inherit (config) programs;
        inherit (config.environment) shells;
      };
    expected = {
      programs = { };
      shells = [ (packageOf "fish") ];
    };
  };

  "a shell whose module lists it is not listed twice, and on a Mac all are listed" = {
    expr = map (config: config.environment.shells or [ ]) [
      config
      mac
    ];
    expected = [
      [ ]
      [ (packageOf "zsh") ]
    ];
  };

  "where nobody has declared a shell, none is set, and none is listed" = {
    expr =
      let
        undeclared = builtins.mapAttrs (
          id: host:
          let
            isMac = host.platform == "darwin";
            data = host.data // {
              accounts = builtins.mapAttrs (_: account: account // { isDefaultShell = true; }) host.data.accounts;
            };
            evaluate = subject: (standIn.evaluate arguments [ (import subject {
              inherit id;
              host = data;
              origin = _: { };
            }) ]);
          in
          {
            accounts = builtins.mapAttrs (_: user: user ? shell) (evaluate ../lib/modules/system/accounts.nix).users.users;
            shells = evaluate ../lib/modules/system/login-shells.nix;
          }
        ) { inherit mini stibnite; };
      in
      undeclared;
    expected = {
      mini = {
        accounts = {
          henry = false;
          keith = false;
          traci = false;
        };
        shells = {
          environment = { };
          programs = { };
        };
      };
      stibnite = {
        accounts.crs58 = false;
        shells = {
          environment = { };
          programs = { };
        };
      };
    };
  };

  "in strict mode an account without a declared key stops the build, on NixOS and on a Mac" = {
    environment.NIX_STRICT_KEYS = "true";
    expr = map failuresOf [
      mini
      stibnite
    ];
    expected = [
      [
        (withoutKey "henry" "mini")
        (withoutKey "traci" "mini")
      ]
      [ (withoutKey "crs58" "stibnite") ]
    ];
  };

  "a key that a module gives is none that the fleet declares" = {
    environment.NIX_STRICT_KEYS = "true";
    expr = failuresWith {
      henry.openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA" ];
      traci.openssh.authorizedKeys.keyFiles = [ "/keys/traci" ];
    } mini;
    expected = [
      (withoutKey "henry" "mini")
      (withoutKey "traci" "mini")
    ];
  };

  "otherwise it may have none" = {
    expr = map failuresOf [
      mini
      stibnite
    ];
    expected = [
      [ ]
      [ ]
    ];
  };

  "an account without a uid leaves it to the system" = {
    expr = (configOf (mkFleet { root = ./roots/stale; }).hosts.mini).users.users.keith ? uid;
    expected = false;
  };

  "an account has the uid that is pinned on its host, and none where that is left to the machine" = {
    expr =
      builtins.mapAttrs (_: host: builtins.mapAttrs (_: user: user.uid or null) (configOf host).users.users)
        (mkFleet { root = ./roots/uids; }).hosts;
    expected = {
      desk = {
        ada = weak 1000;
        bob = weak 1003;
      };
      mini.ada = weak 1003;
      old = {
        ada = null;
        bob = weak 1003;
      };
    };
  };

  "the host has its name, platform and state version" = {
    expr = {
      inherit (config.networking) hostName;
      inherit (config.nixpkgs) hostPlatform;
      inherit (config.system) stateVersion;
    };
    expected = {
      hostName = weak "mini";
      hostPlatform = {
        content = "x86_64-linux";
        strength = 1400;
      };
      stateVersion = weak "24.05";
    };
  };

  "without overlays nothing is said about nixpkgs but the platform" = {
    expr = builtins.attrNames config.nixpkgs;
    expected = [ "hostPlatform" ];
  };

  "integrated homes are home-manager's, standalone ones are not" = {
    expr = builtins.attrNames config.home-manager.users;
    expected = [
      "keith"
      "traci"
    ];
  };

  "a host without integrated homes says nothing to home-manager" = {
    expr =
      (configWith { pkgs.unstable.fish = packageOf "fish"; } fleet.hosts.devbox) ? home-manager;
    expected = false;
  };

  "the module sees its host, by id" = {
    expr = config._module.args.fleet.host.id;
    expected = "mini";
  };

  "the module says its class, and where it is from, and so does each of those it imports" = {
    expr =
      let
        file = "${toString ./roots/family}/fleet.json";
        imported = map (module: module arguments) mini.systemModule.imports;
      in
      {
        classes = map (module: module._class) ([ mini.systemModule ] ++ imported);
        files = builtins.all (module: module._file == "${file}, hosts.mini") ([ mini.systemModule ] ++ imported);
        key = mini.systemModule.key == "${file}#hosts.mini";
        keys = map (builtins.substring (builtins.stringLength "${file}#") (-1)) (map (module: module.key) imported);
      };
    expected = {
      classes = builtins.genList (_: "nixos") 12;
      files = true;
      key = true;
      keys = [
        "hosts.mini.accounts.nixos"
        "hosts.mini.distinct-ids"
        "hosts.mini.machine-uids"
        "hosts.mini.release"
        "hosts.mini.sign-in"
        "hosts.mini.accounts"
        "hosts.mini.login-shells"
        "hosts.mini.nixpkgs"
        "hosts.mini.trusted-users"
        "hosts.mini.host"
        "hosts.mini.homes"
      ];
    };
  };

  "a Mac's account has neither groups nor the mark of a normal user" = {
    expr = builtins.attrNames mac.users.users.crs58;
    expected = [
      "description"
      "home"
      "openssh"
      "shell"
      "uid"
    ];
  };

  "a Mac has its primary user, and keeps its own state version" = {
    expr = mac.system;
    expected.primaryUser = weak "crs58";
  };
}
