# What a host's own modules set for an account that is disabled there, and how strongly.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  fleet = mkFleet { root = ./roots/family; };

  packageOf = name: { shellPath = "/bin/${name}"; };
  arguments = {
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
      shadow = packageOf "nologin";
      zsh = packageOf "zsh";
    };
  };
  forced = content: {
    inherit content;
    strength = 50;
  };

  # The host with one of its accounts disabled.
  evaluate =
    host: user: subjects:
    let
      account = host.data.accounts.${user} // {
        groups = [ ];
        isDisabled = true;
        sshKeys = [ ];
      };
    in
    standIn.evaluate arguments (
      map (
        subject:
        import (../lib/modules + "/${subject}.nix") {
          id = "here";
          host = host.data // {
            accounts = host.data.accounts // {
              ${user} = account;
            };
          };
          origin = _: { };
        }
      ) subjects
    );
  onNixos = evaluate fleet.hosts.mini "keith" [
    "nixos/accounts"
    "system/accounts"
    "system/login-shells"
  ];
  inherit (onNixos.users.users) keith traci;
in
{
  "an account that is disabled is locked, by more than modules say" = {
    expr = {
      inherit (keith)
        expires
        extraGroups
        hashedPassword
        hashedPasswordFile
        shell
        ;
      inherit (keith.openssh) authorizedPrincipals;
      inherit (keith.openssh.authorizedKeys) keyFiles keys;
    };
    expected = {
      authorizedPrincipals = forced [ ];
      expires = forced "1970-01-02";
      extraGroups = forced [ ];
      hashedPassword = forced "!";
      hashedPasswordFile = forced null;
      keyFiles = forced [ ];
      keys = forced [ ];
      shell = forced (packageOf "nologin");
    };
  };

  "it keeps its uid, its home directory and its name" = {
    expr = {
      inherit (keith) description home uid;
    };
    expected = builtins.mapAttrs (_: content: { inherit content; strength = 900; }) {
      description = "Keith";
      home = "/home/keith";
      uid = 1000;
    };
  };

  "its shell is nothing that the host lists" = {
    expr = onNixos.programs;
    expected = { };
  };

  "others on the host are as they were" = {
    expr = traci ? expires || traci ? hashedPassword;
    expected = false;
  };

  "nobody misses a key of it" = {
    environment.NIX_STRICT_KEYS = "true";
    expr = builtins.any (
      one: !one.assertion && builtins.match ".*keith.*" one.message != null
    ) onNixos.assertions;
    expected = false;
  };

  "on a Mac it has no shell where nix-darwin manages it, and no keys anywhere" = {
    expr =
      let
        mac =
          knownUsers:
          (evaluate
            (fleet.hosts.stibnite // { data = fleet.hosts.stibnite.data // { inherit knownUsers; }; })
            "crs58"
            [ "system/accounts" ]
          ).users.users.crs58;
        known = mac [ "crs58" ];
        other = mac [ ];
      in
      {
        known = known.shell;
        other = other ? shell;
        keys = map (user: user.openssh.authorizedKeys.keys) [
          known
          other
        ];
        isLocked = known ? expires || known ? hashedPassword;
      };
    expected = {
      known = forced "/usr/bin/false";
      other = false;
      keys = [
        (forced [ ])
        (forced [ ])
      ];
      isLocked = false;
    };
  };
}
