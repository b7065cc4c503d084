# What NixOS and nix-darwin make of accounts that have less on a host, or other: of fleet's modules for
# them, with the data of one account.
{ inputs, ... }:
let
  inherit (builtins) filter map;
  modules = inputs.fleet + "/nix/lib/modules";

  account = {
    description = "Ada";
    groups = [ ];
    homeDirectory = "/home/ada";
    shell = "bash";
    sshKeys = [ ];
    uid = 1000;
    username = "ada";
  };
  dataOf = class: further: {
    host = {
      accounts.ada = account // further;
      knownUsers = [ "ada" ];
      platform = class;
    };
    id = "mini";
    origin = key: {
      _class = class;
      _file = "fleet.json";
      inherit key;
    };
  };
  load = data: files: map (file: import (modules + "/${file}.nix") data) files;

  nixosWith =
    further: module:
    inputs.nixpkgs.lib.nixosSystem {
      modules =
        load (dataOf "nixos" further) [
          "nixos/accounts"
          "nixos/user-maker"
          "system/accounts"
          "system/login-shells"
        ]
        ++ [
          { nixpkgs.hostPlatform = "x86_64-linux"; }
          module
        ];
    };
  userWith = further: module: (nixosWith further module).config.users.users.ada;
  disabled = userWith { isDisabled = true; } {
    users.users.ada = {
      extraGroups = [ "docker" ];
      hashedPasswordFile = "/run/keys/ada";
      initialPassword = "tell nobody";
      linger = true;
      openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA" ];
      openssh.authorizedPrincipals = [ "ops" ];
    };
    users.mutableUsers = false;
    users.allowNoPasswordLogin = true;
  };
in
{
  "a disabled account is locked on NixOS, whatever modules give it" = {
    expr = {
      inherit (disabled)
        expires
        extraGroups
        hashedPassword
        hashedPasswordFile
        home
        linger
        password
        uid
        ;
      inherit (disabled.openssh) authorizedPrincipals;
      inherit (disabled.openssh.authorizedKeys) keys;
      shell = disabled.shell.pname;
    };
    expected = {
      authorizedPrincipals = [ ];
      expires = "1970-01-02";
      extraGroups = [ ];
      hashedPassword = "!";
      hashedPasswordFile = null;
      home = "/home/ada";
      keys = [ ];
      linger = false;
      password = null;
      shell = "shadow";
      uid = 1000;
    };
  };

  "NixOS finds nothing wrong with it" = {
    expr = filter (message: builtins.match ".*ada.*" message != null) (
      (nixosWith { isDisabled = true; } { }).failed
    );
    expected = [ ];
  };

  "what the program that makes accounts does not heed is said" = {
    expr =
      map
        (
          { further, module }:
          let
            nixos = nixosWith further module;
            ofFleet = filter (message: builtins.match "fleet: .*" message != null);
          in
          map (builtins.substring 0 61) (ofFleet nixos.failed ++ ofFleet nixos.config.warnings)
        )
        [
          {
            further.isDisabled = true;
            module.systemd.sysusers.enable = true;
          }
          {
            further.lockedFrom = "2027-07-01";
            module.systemd.sysusers.enable = true;
          }
          {
            further.password = "locked";
            module.systemd.sysusers.enable = true;
          }
          {
            further.isDisabled = true;
            module = { };
          }
        ];
    expected = [
      [ ''fleet: user "ada" on host "mini" is disabled, and systemd-sys'' ]
      [ ''fleet: user "ada" on host "mini" is to end by `expires`, whic'' ]
      [ ''fleet: user "ada" on host "mini" has a declared `password`, w'' ]
      [ ]
    ];
  };

  "an account ends on the day after its last" = {
    expr = map (further: (userWith further { }).expires) [
      {
        expires = "2027-06-30";
        lockedFrom = "2027-07-01";
      }
      { }
    ];
    expected = [
      "2027-07-01"
      null
    ];
  };

  "nix-darwin takes away shell and keys" = {
    expr =
      let
        mac = inputs.nix-darwin.lib.darwinSystem {
          modules =
            load (dataOf "darwin" { isDisabled = true; }) [
              "darwin/accounts"
              "system/accounts"
            ]
            ++ [
              {
                nixpkgs.hostPlatform = "aarch64-darwin";
                system.stateVersion = 6;
              }
            ];
        };
        inherit (mac.config.users.users) ada;
      in
      {
        inherit (ada) shell;
        inherit (ada.openssh.authorizedKeys) keys;
      };
    expected = {
      keys = [ ];
      shell = "/usr/bin/false";
    };
  };
}
