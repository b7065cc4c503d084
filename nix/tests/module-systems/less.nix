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
      openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA" ];
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
        password
        uid
        ;
      inherit (disabled.openssh.authorizedKeys) keys;
      shell = disabled.shell.pname;
    };
    expected = {
      expires = "1970-01-02";
      extraGroups = [ ];
      hashedPassword = "!";
      hashedPasswordFile = null;
      home = "/home/ada";
      keys = [ ];
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
