# What NixOS makes of what it alone has for accounts: of fleet's modules for them, with the data of two.
{ inputs, ... }:
let
  inherit (builtins) filter mapAttrs;
  modules = inputs.fleet + "/nix/lib/modules";

  account = {
    description = "Somebody";
    groups = [ ];
    homeDirectory = "/home/somebody";
    shell = "bash";
    sshKeys = [ ];
  };
  system =
    accounts: module:
    let
      data = {
        host = {
          accounts = mapAttrs (_: further: account // further) accounts;
          platform = "nixos";
          stateVersion = "24.05";
        };
        id = "mini";
        origin = key: {
          _class = "nixos";
          _file = "fleet.json";
          inherit key;
        };
      };
      load = subject: import (modules + "/${subject}.nix") data;
    in
    inputs.nixpkgs.lib.nixosSystem {
      modules = map load [
        "nixos/accounts"
        "nixos/linger"
        "nixos/primary-groups"
        "nixos/subordinate-ids"
        "system/accounts"
      ]
      ++ [
        { nixpkgs.hostPlatform = "x86_64-linux"; }
        module
      ];
    };
  people = {
    ada = {
      hasOwnGroup = true;
      linger = true;
      primaryGroup = "ada";
      subordinateIds = {
        count = 65536;
        start = 2000000000;
      };
      uid = 1000;
      username = "ada";
    };
    traci = {
      uid = 1001;
      username = "traci";
    };
  };
  inherit (system people { }) config;
in
{
  "one has a group of its own, with the uid, and others that of everybody" = {
    expr = {
      ada = config.users.users.ada.group;
      traci = config.users.users.traci.group;
      inherit (config.users.groups.ada) gid members;
    };
    expected = {
      ada = "ada";
      gid = 1000;
      members = [ ];
      traci = "users";
    };
  };

  "a module may say otherwise, and it stays with who is disabled" = {
    expr = {
      other = (system people { users.users.ada.group = "users"; }).config.users.users.ada.group;
      disabled =
        (system (people // { ada = people.ada // { isDisabled = true; }; }) { })
        .config.users.users.ada.group;
    };
    expected = {
      other = "users";
      disabled = "ada";
    };
  };

  "programs run without a login for whom it is declared" = {
    expr = mapAttrs (_: user: user.linger == true) {
      inherit (config.users.users) ada traci;
    };
    expected = {
      ada = true;
      traci = false;
    };
  };

  "subordinate ids are the range that is declared, and else not fleet's" = {
    expr = map (range: [
      range.startUid
      range.count
    ]) config.users.users.ada.subUidRanges ++ [
      config.users.users.ada.autoSubUidGidRange
      (builtins.length config.users.users.ada.subGidRanges)
      config.users.users.traci.subUidRanges
    ];
    expected = [
      [
        2000000000
        65536
      ]
      false
      1
      [ ]
    ];
  };

  "NixOS finds nothing wrong with it" = {
    expr = filter (message: builtins.match ".*(ada|traci).*" message != null) (system people { }).failed;
    expected = [ ];
  };
}
