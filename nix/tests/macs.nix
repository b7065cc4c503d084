# Whom nix-darwin may manage on a Mac.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit ((mkFleet { root = ./roots/macs; }).hosts) blackphos cinnabar stibnite;
  weak = content: {
    inherit content;
    strength = 900;
  };
  configWith =
    host: config:
    standIn.evaluate {
      inherit config;
      lib = standIn.lib // {
        mkOverride = strength: content: { inherit content strength; };
      };
      options.programs.zsh.enable = { };
      pkgs = {
        fish = "fish";
        zsh = "zsh";
      };
    } [ host.systemModule ];
  config = configWith blackphos { };
  users = config.users.users;

  # What is said where all accounts are there, and nix-darwin knows some names.
  saidWith =
    users:
    let
      final = configWith blackphos {
        system.primaryUser = "raquel";
        users = {
          users = {
            crs58 = { };
            janet = { };
            raquel = { };
            visitor = { };
          };
        }
        // users;
      };
    in
    {
      failures = map (one: one.message) (builtins.filter (one: !one.assertion) final.assertions);
      inherit (final) warnings;
    };
  saidOf = knownUsers: saidWith { inherit knownUsers; };
  silence = {
    failures = [ ];
    warnings = [ ];
  };
  failureWith =
    cure: name: roles:
    ''fleet: users.knownUsers of host "blackphos" holds "${name}", who is ${roles}. nix-darwin changes the accounts in there, and deletes those that go out of users.users; nobody might be left to mend the Mac. ${cure}'';
  failure =
    name:
    failureWith ''Take "${name}" out of users.knownUsers, and leave the account to macOS.'' name;
  failureOfMany =
    names:
    ''fleet: users.knownUsers of host "blackphos" holds ${names}, who are admins. nix-darwin changes the accounts in there, and deletes those that go out of users.users; nobody might be left to mend the Mac. Take them out of users.knownUsers, and leave the accounts to macOS.'';
  warning =
    name:
    ''fleet: nix-darwin will delete the account "${name}" on host "blackphos", if its uid there is above 501: users.knownUsers holds it, and users.users has no account of that name. To keep it, take it out of users.knownUsers.'';
in
{
  "nix-darwin manages those that the fleet says, in a list that merges" = {
    expr = config.users.knownUsers;
    expected = [ "janet" ];
  };

  "whom it creates has a home, and is seen at the login" = {
    expr = {
      inherit (users.janet) createHome isHidden uid;
    };
    expected = {
      createHome = weak true;
      isHidden = weak false;
      uid = weak 503;
    };
  };

  "nothing of that is said of the others" = {
    expr = map (user: [
      (user ? createHome)
      (user ? isHidden)
    ]) [
      users.crs58
      users.raquel
      users.visitor
    ];
    expected = [
      [
        false
        false
      ]
      [
        false
        false
      ]
      [
        false
        false
      ]
    ];
  };

  "an account without a uid leaves it to macOS" = {
    expr = users.visitor ? uid;
    expected = false;
  };

  "where nobody is managed, and on NixOS, nothing is said of it" = {
    expr = map (host: (configWith host { }).users ? knownUsers) [
      cinnabar
      stibnite
    ];
    expected = [
      false
      false
    ];
  };

  "a Mac may have Tailscale, too" = {
    expr = config.services;
    expected.tailscale.enable = weak true;
  };

  "as it is declared, there is nothing to say" = {
    expr = saidOf [ "janet" ];
    expected = silence;
  };

  "who is neither admin nor primary user may be managed" = {
    expr = saidOf [
      "janet"
      "visitor"
    ];
    expected = silence;
  };

  "an admin who is managed stops the build" = {
    expr = saidOf [
      "janet"
      "crs58"
    ];
    expected = silence // {
      failures = [ (failure "crs58" "an admin") ];
    };
  };

  "many admins who are managed are one mistake, and whom the fleet put there another" = {
    expr =
      let
        saidOfAdmins =
          admins:
          map (one: one.message)
            (import ../lib/modules/darwin/known-users.nix {
              id = "blackphos";
              host = blackphos.data // {
                trustedUsers = admins;
              };
              origin = _: {
                _class = "darwin";
                _file = "";
                key = "";
              };
            }
              {
                config.users = {
                  users = { };
                  knownUsers = admins ++ [ "raquel" ];
                };
              }).config.assertions;
      in
      map saidOfAdmins [
        [
          "ada"
          "grace"
        ]
        [
          "ada"
          "grace"
          "mary"
          "joan"
          "jean"
        ]
      ];
    expected = [
      [
        (failure "raquel" "the primary user")
        (failureOfMany ''"ada" and "grace"'')
      ]
      [
        (failure "raquel" "the primary user")
        (failureOfMany ''"ada", "grace", "mary" and 2 more'')
      ]
    ];
  };

  "so does the primary user" = {
    expr = saidOf [ "raquel" ];
    expected = silence // {
      failures = [ (failure "raquel" "the primary user") ];
    };
  };

  "and one whom a module makes primary user" = {
    expr =
      (configWith blackphos {
        system.primaryUser = "visitor";
        users.users.visitor = { };
        users.knownUsers = [ "visitor" ];
      }).assertions;
    expected = [
      {
        assertion = false;
        message = failure "visitor" "the primary user";
      }
    ];
  };

  "where the fleet had nix-darwin manage that one, the fleet has to learn of it" = {
    expr =
      map (one: one.message)
        (configWith blackphos {
          system.primaryUser = "janet";
          users.users.janet = { };
          users.knownUsers = [ "janet" ];
        }).assertions;
    expected = [
      (failureWith ''The fleet put it there, because it does not know that a module sets system.primaryUser: declare `primaryUser: "janettesmith"` for the host, and run `fleet generate`.'' "janet" "the primary user")
    ];
  };

  "an admin is told by the name that a module gives the account" = {
    expr =
      (saidWith {
        users.crs58.name = "cameron";
        knownUsers = [ "cameron" ];
      }).failures;
    expected = [ (failure "cameron" "an admin") ];
  };

  "whoever would be deleted is named, once" = {
    expr = saidOf [
      "janet"
      "ghost"
      "ghost"
      "spirit"
    ];
    expected = silence // {
      warnings = [
        (warning "ghost")
        (warning "spirit")
      ];
    };
  };

  "so is an account under the name that it no longer has" = {
    expr =
      (saidWith {
        users.janet.name = "jane";
        knownUsers = [ "janet" ];
      }).warnings;
    expected = [ (warning "janet") ];
  };

  "old names of nix-darwin's own services are its own matter" = {
    expr = saidWith {
      knownUsers = [
        "_nixbld1"
        "nixbld1"
      ];
      users._nixbld1 = { };
    };
    expected = silence;
  };
}
