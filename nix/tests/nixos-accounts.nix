# What a host's own modules set for accounts of what NixOS alone has.
let
  standIn = import ../lib/facts/stand-in.nix;
  account = {
    groups = [ ];
    homeDirectory = "/home/ada";
    sshKeys = [ ];
    uid = 1000;
    username = "ada";
  };
  data = accounts: {
    id = "mini";
    host = {
      accounts = builtins.mapAttrs (_: further: account // further) accounts;
      stateVersion = "24.05";
    };
    origin = _: { };
  };
  weak = content: {
    inherit content;
    strength = 900;
  };
  evaluate =
    subject: accounts:
    (standIn.evaluate {
      lib = standIn.lib // {
        mkOverride = strength: content: { inherit content strength; };
      };
    } [ (import (../lib/modules/nixos + "/${subject}.nix") (data accounts)) ]).users;
  subjects = accounts: builtins.length (import ../lib/modules/nixos (data accounts));
in
{
  "a group of one's own is made, and has the uid" = {
    expr = evaluate "primary-groups" {
      ada = {
        hasOwnGroup = true;
        primaryGroup = "ada";
      };
    };
    expected = {
      groups.ada.gid = weak 1000;
      users.ada.group = weak "ada";
    };
  };

  "another group is for others to make" = {
    expr = evaluate "primary-groups" {
      ada.primaryGroup = "media";
      traci.username = "traci";
    };
    expected = {
      groups = { };
      users.ada.group = weak "media";
    };
  };

  "programs run without a login where it is declared" = {
    expr = evaluate "linger" {
      ada.linger = true;
      ben = {
        linger = false;
        username = "ben";
      };
      traci.username = "traci";
    };
    expected.users = {
      ada.linger = weak true;
      ben.linger = weak false;
    };
  };

  "subordinate ids are one range for uids and gids, or NixOS's" = {
    expr = evaluate "subordinate-ids" {
      ada.subordinateIds = {
        count = 65536;
        start = 2000000000;
      };
      ben = {
        subordinateIds = "none";
        username = "ben";
      };
      traci = {
        subordinateIds = "auto";
        username = "traci";
      };
      zoe.username = "zoe";
    };
    expected.users = {
      ada = {
        autoSubUidGidRange = weak false;
        subGidRanges = [
          {
            count = 65536;
            startGid = 2000000000;
          }
        ];
        subUidRanges = [
          {
            count = 65536;
            startUid = 2000000000;
          }
        ];
      };
      ben.autoSubUidGidRange = weak false;
      traci.autoSubUidGidRange = weak true;
    };
  };

  "where nobody has one, nothing is set" = {
    expr = subjects { ada.primaryGroup = "media"; } - subjects { ada = { }; };
    expected = 1;
  };
}
