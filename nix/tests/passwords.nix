# Where the passwords of accounts and of root are from.
let
  moduleOf = import ../lib/modules/nixos/passwords.nix;
  hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$kKtjf9EZCEMhJ40y2FwP7cAOPEYsjWWfPsdpisVgOKB";
  weak = content: {
    inherit content;
    strength = 900;
  };

  # What is set, where `users` is what NixOS arrived at.
  setOf =
    {
      accounts ? { },
      root ? { },
      users ? { },
      mutableUsers ? true,
    }:
    (moduleOf
      {
        host = { inherit accounts root; };
        origin = _: {
          _class = "nixos";
          _file = "fleet.json";
          key = "passwords";
        };
      }
      {
        config = {
          sops.secrets.login.path = "/run/secrets-for-users/login";
          users = {
            inherit mutableUsers;
            users = {
              keith = { };
              root = { };
            }
            // users;
          };
        };
        lib.mkOverride = strength: content: { inherit content strength; };
      }
    ).config.users.users;
  keith = password: {
    keith = {
      inherit password;
      username = "keith";
    };
  };
  secret.secret = "login";
in
{
  "a secret is the file that it is decrypted to" = {
    expr = setOf { accounts = keith secret; };
    expected.keith.hashedPasswordFile = weak "/run/secrets-for-users/login";
  };

  "a hash is that, and none on purpose is one that nothing has" = {
    expr = map (password: (setOf { accounts = keith password; }).keith) [
      { inherit hash; }
      "locked"
    ];
    expected = [
      { hashedPassword = weak hash; }
      { hashedPassword = weak "!"; }
    ];
  };

  "of whom nothing is said, nothing is set" = {
    expr = setOf { accounts = keith null; };
    expected = { };
  };

  "root has one as others have" = {
    expr = setOf {
      accounts = keith "locked";
      root.password = secret;
    };
    expected = {
      keith.hashedPassword = weak "!";
      root.hashedPasswordFile = weak "/run/secrets-for-users/login";
    };
  };

  "what a module says by any other option is what holds" = {
    expr =
      map
        (user: {
          file =
            (setOf {
              accounts = keith secret;
              users.keith = user;
            }).keith.hashedPasswordFile;
          hash =
            (setOf {
              accounts = keith "locked";
              users.keith = user;
            }).keith.hashedPassword;
        })
        [
          { initialPassword = "first"; }
          { password = "word"; }
          { initialHashedPassword = hash; }
        ];
    expected = builtins.genList (_: {
      file = weak null;
      hash = weak null;
    }) 3;
  };

  "an option of another name keeps what it says" = {
    expr =
      (setOf {
        accounts = keith secret;
        users.keith.passwordFile = "/run/own";
      }).keith;
    expected.hashedPasswordFile = weak "/run/own";
  };

  "a first hash is the one where nobody changes it" = {
    expr =
      (setOf {
        accounts = keith "locked";
        mutableUsers = false;
        users.keith.initialHashedPassword = hash;
      }).keith;
    expected.hashedPassword = weak hash;
  };
}
