# What a host has of ids and releases, against what modules and the machine have.
let
  inherit (builtins) filter map match;
  origin = _: {
    _class = "nixos";
    _file = "fleet.json";
    key = "test";
  };
  host = {
    accounts.keith.username = "kf";
    groups.media = { };
    stateVersion = "25.05";
  };
  data = {
    inherit host origin;
    id = "mini";
  };

  shared =
    users:
    map (one: one.message) (
      filter (one: !one.assertion)
        (import ../lib/modules/nixos/distinct-ids.nix data { config = { inherit users; }; })
        .config.assertions
    );

  releaseWith =
    found: release:
    map (match ".*(stateVersion of host .* is .*, and its nixpkgs is of .*): nothing.*")
      (import ../lib/modules/nixos/release.nix data {
        config.system = {
          nixos = if release == null then { } else { inherit release; };
          stateVersion = found;
        };
        lib.mkOverride = _: value: value;
      }).config.warnings;

  uidsWith =
    { kf, options }:
    (import ../lib/modules/nixos/machine-uids.nix data {
      config.users.users = {
        inherit kf;
      };
      inherit options;
      lib = {
        mkOverride = _: value: value;
        optionalAttrs = condition: set: if condition then set else { };
      };
      pkgs.getent = "/getent";
    }).config;
  account = {
    enable = true;
    home = "/home/kf";
    name = "kf";
    uid = 1000;
  };
  # Which accounts the check asks for.
  asked =
    kf:
    map (line: builtins.head (match "check_uid (.*)" line)) (
      filter (line: builtins.isString line && match "check_uid '.*" line != null) (
        builtins.split "\n"
          (uidsWith {
            inherit kf;
            options.system.preSwitchChecks = { };
          }).system.preSwitchChecks.fleet-uids
      )
    );
in
{
  "two groups of one gid are named, where the fleet has one of them" = {
    expr = shared {
      groups = {
        media.gid = 2000;
        music.gid = 2000;
        tape.gid = 30;
      };
    };
    expected = [
      ''fleet: on host "mini" the groups "media", "music" have the gid 2000, and would own the same files. Declare another `gid` for one that the fleet has, or set users.groups.<name>.gid of the other.''
    ];
  };

  "so are two accounts of one uid" = {
    expr = shared {
      users = {
        backup.uid = 1000;
        kf.uid = 1000;
        ops.uid = null;
      };
    };
    expected = [
      ''fleet: on host "mini" the accounts "backup", "kf" have the uid 1000, and would own the same files. Declare another `uid` for one that the fleet has, or set users.users.<login>.uid of the other.''
    ];
  };

  "ids that differ, or are not known, or are others' affair, or are shared on purpose, are no finding" = {
    expr = map shared [
      { }
      {
        groups.media.gid = 2000;
        users.kf.uid = 2000;
      }
      {
        groups.media.gid = null;
        groups.music.gid = null;
      }
      {
        groups.a.gid = 5;
        groups.b.gid = 5;
      }
      {
        enforceIdUniqueness = false;
        groups.media.gid = 2000;
        groups.music.gid = 2000;
      }
    ];
    expected = [
      [ ]
      [ ]
      [ ]
      [ ]
      [ ]
    ];
  };

  "a state version that is ahead of nixpkgs is named with both" = {
    expr = releaseWith "26.05" "25.11";
    expected = [ [ ''stateVersion of host "mini" is 26.05, and its nixpkgs is of 25.11'' ] ];
  };

  "one that is not, or cannot be compared, is not" = {
    expr = [
      (releaseWith "25.11" "25.11")
      (releaseWith "24.05" "25.11")
      (releaseWith "24.05" null)
    ];
    expected = [
      [ ]
      [ ]
      [ ]
    ];
  };

  "where a release can refuse a switch, the uids are compared with the machine's" = {
    expr = asked account;
    expected = [ "'user \"keith\" on host \"mini\"' 'kf' 1000 '/home/kf'" ];
  };

  "in the end, as modules have it" = {
    expr = asked (
      account
      // {
        home = "/data/it's";
        name = "keith";
        uid = 1005;
      }
    );
    expected = [ "'user \"keith\" on host \"mini\"' 'keith' 1005 '/data/it'\\''s'" ];
  };

  "not where the uid is NixOS's to choose, or the account is not made" = {
    expr = map asked [
      (account // { uid = null; })
      (account // { enable = false; })
    ];
    expected = [
      [ ]
      [ ]
    ];
  };

  "an older release is left alone" = {
    expr = uidsWith {
      kf = account;
      options.system = { };
    };
    expected = { };
  };
}
