# What the system module sets, and how strongly. The library here can do nothing but weaken a value.
let
  inherit (import ../lib) mkFleet;
  fleet = mkFleet { root = ./roots/family; };
  inherit (fleet.hosts) mini stibnite;

  arguments = {
    # What a system comes to is for assertions and warnings alone.
    config = throw "the final configuration was asked for";
    lib.mkOverride = strength: content: { inherit content strength; };
    options.programs = {
      fish.enable = { };
      zsh.enable = { };
    };
    pkgs = {
      bash = "bash's package";
      fish = "fish's package";
      zsh = "zsh's package";
    };
  };
  weak = content: {
    inherit content;
    strength = 900;
  };
  configOf = host: (host.systemModule arguments).config;
  config = configOf mini;
  users = config.users.users;
  mac = configOf stibnite;

  failuresWith =
    users: host:
    map (one: one.message) (
      builtins.filter (one: !one.assertion)
        (host.systemModule (arguments // { config.users = { inherit users; }; })).config.assertions
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
      shell = weak "fish's package";
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

  "a shell whose module this system has not is not enabled" = {
    expr = (mini.systemModule (arguments // { options.programs = { }; })).config.programs;
    expected = { };
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
    expr = ((mkFleet { root = ./roots/stale; }).hosts.mini.systemModule arguments).config.users.users.keith ? uid;
    expected = false;
  };

  "the host has its name, platform and state version" = {
    expr = {
      inherit (config.networking) hostName;
      inherit (config.nixpkgs) hostPlatform;
      inherit (config.system) stateVersion;
    };
    expected = {
      hostName = weak "mini";
      hostPlatform = weak "x86_64-linux";
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
      (fleet.hosts.devbox.systemModule (arguments // { pkgs.unstable.fish = "fish"; })).config ? home-manager;
    expected = false;
  };

  "the module sees its host, by id" = {
    expr = config._module.args.fleet.host.id;
    expected = "mini";
  };

  "the module says its class, and where it is from" = {
    expr =
      let
        module = mini.systemModule arguments;
        file = "${toString ./roots/family}/fleet.json";
      in
      {
        inherit (module) _class;
        file = module._file == "${file}, hosts.mini";
        key = module.key == "${file}#hosts.mini";
      };
    expected = {
      _class = "nixos";
      file = true;
      key = true;
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
