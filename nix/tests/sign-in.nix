# Who cannot get into a host on which only the configuration says how.
let
  inherit (builtins) filter map substring stringLength;
  moduleOf = import ../lib/modules/nixos/sign-in.nix;
  placeholder = import ../lib/modules/placeholder-key.nix;
  key = "ssh-ed25519 AAAA";

  # keith is the admin, traci is not.
  found =
    {
      config ? { },
      keith ? { },
      others ? { },
      root ? { },
      traci ? { hashedPasswordFile = "/run/traci"; },
      users ? { },
    }:
    let
      module =
        moduleOf
          {
            host.accounts = {
              keith = {
                isAdmin = true;
                username = "kf";
              };
              traci = {
                isAdmin = false;
                username = "traci";
              };
            };
            id = "mini";
            origin = _: {
              _class = "nixos";
              _file = "fleet.json";
              key = "sign-in";
            };
          }
          {
            config = {
              users = {
                mutableUsers = false;
                users = {
                  kf = {
                    extraGroups = [ "wheel" ];
                  }
                  // keith;
                  inherit root traci;
                }
                // others;
              }
              // users;
            }
            // config;
          };
    in
    module.config;
  keys = list: { openssh.authorizedKeys.keys = list; };

  isLockedOut = case: filter (one: !one.assertion) (found case).assertions != [ ];
  beginsWith = part: text: substring 0 (stringLength part) text == part;
  # Who the warnings are about, and of which kind they are.
  neverIn = ''fleet: user "traci" on host "mini" can never log in'';
  adminNeverIn = ''fleet: user "keith" on host "mini" can never log in'';
  neverRoot = ''fleet: user "keith" on host "mini" is an admin who can never become root'';
  warns = part: case: filter (beginsWith part) (found case).warnings != [ ];
  sudo.security.sudo = {
    enable = true;
    wheelNeedsPassword = true;
  };
in
{
  "placeholders alone let nobody in" = {
    expr = map isLockedOut [
      { keith = keys [ placeholder ]; }
      {
        keith = keys [ placeholder ];
        root = keys [ placeholder ];
      }
      # A person of no privileges does not help.
      {
        keith = keys [ placeholder ];
        traci = keys [ key ];
      }
      { keith = { hashedPassword = "!"; } // keys [ placeholder ]; }
      {
        keith = keys [ placeholder ];
        others.ops.group = "wheel";
      }
    ];
    expected = [
      true
      true
      true
      true
      true
    ];
  };

  "the message names who waits for a key" = {
    expr = map (one: one.message) (filter (one: !one.assertion) (found { keith = keys [ placeholder ]; }).assertions);
    expected = [
      ''fleet: on host "mini" neither root nor anybody in the group wheel could log in: users.mutableUsers is false, none of them has a password, and all their keys are placeholders for environment variables that are not set (kf). Set the variables and build with `--impure`, or declare a key in `sshKeys`.''
    ];
  };

  "whoever else can get in keeps the door open" = {
    expr = map isLockedOut [
      {
        keith = keys [
          placeholder
          key
        ];
      }
      { keith = { hashedPassword = "$y$j9T$a$b"; } // keys [ placeholder ]; }
      { keith = { hashedPassword = ""; } // keys [ placeholder ]; }
      { keith = { hashedPasswordFile = "/run/kf"; } // keys [ placeholder ]; }
      { keith = { initialPassword = "first"; } // keys [ placeholder ]; }
      {
        keith.openssh.authorizedKeys = {
          keyFiles = [ "/keys/kf" ];
          keys = [ placeholder ];
        };
      }
      {
        keith = keys [ placeholder ];
        root = keys [ key ];
      }
      {
        keith = keys [ placeholder ];
        others.ops = { group = "wheel"; } // keys [ key ];
      }
      {
        keith = keys [ placeholder ];
        users.mutableUsers = true;
      }
      {
        keith = keys [ placeholder ];
        users.allowNoPasswordLogin = true;
      }
      {
        config.security.googleOsLogin.enable = true;
        keith = keys [ placeholder ];
      }
    ];
    expected = builtins.genList (_: false) 11;
  };

  "where there is no key at all, NixOS says it" = {
    expr = isLockedOut { };
    expected = false;
  };

  "an account with neither password nor key is named" = {
    expr = map (warns neverIn) [
      { traci = { }; }
      { traci = { hashedPassword = null; } // keys [ ]; }
    ];
    expected = [
      true
      true
    ];
  };

  "an account that can log in, or is not to, or need not be asked, is not" = {
    expr = map (warns neverIn) [
      { }
      { traci = keys [ key ]; }
      # Its warning is another one.
      { traci = keys [ placeholder ]; }
      { traci.hashedPassword = "!"; }
      { traci.password = "word"; }
      { traci.enable = false; }
      { traci.openssh.authorizedPrincipals = [ "traci" ]; }
      {
        config.services.getty.autologinUser = "traci";
        traci = { };
      }
      {
        config.services.displayManager.autoLogin.user = "traci";
        traci = { };
      }
      {
        config.services.greetd = {
          enable = true;
          settings.initial_session.user = "traci";
        };
        traci = { };
      }
      {
        config.services.sssd.enable = true;
        traci = { };
      }
      {
        config.services.openssh.authorizedKeysCommand = "/bin/keys";
        traci = { };
      }
      {
        config.services.openssh.authorizedKeysFiles = [ "/keys/%u" ];
        traci = { };
      }
      {
        config.services.openssh.settings.TrustedUserCAKeys = "/etc/ssh/ca.pub";
        traci = { };
      }
      {
        config.services.openssh.extraConfig = "Port 22\nTrustedUserCAKeys /etc/ssh/ca.pub\n";
        traci = { };
      }
      {
        users = {
          ldap.enable = true;
          mutableUsers = false;
        };
        traci = { };
      }
      {
        traci = { };
        users.mutableUsers = true;
      }
    ];
    expected = builtins.genList (_: false) 17;
  };

  "what is as usual of sshd does not keep the warning away" = {
    expr = warns neverIn {
      config.services.openssh = {
        authorizedKeysCommand = "none";
        authorizedKeysFiles = [
          "%h/.ssh/authorized_keys"
          "/etc/ssh/authorized_keys.d/%u"
        ];
        extraConfig = "AuthorizedKeysFile /etc/ssh/authorized_keys.d/%u\n";
        settings.TrustedUserCAKeys = null;
      };
      config.services.greetd = {
        enable = false;
        settings = throw "no value defined";
      };
      traci = { };
    };
    expected = true;
  };

  "an admin who sudo asks for a password that there is not is named" = {
    expr = map (warns neverRoot) [
      {
        config = sudo;
        keith = keys [ key ];
      }
      {
        config.security.sudo-rs.enable = true;
        keith = keys [ key ];
      }
      {
        config = sudo;
        keith = { hashedPassword = "!"; } // keys [ key ];
      }
    ];
    expected = [
      true
      true
      true
    ];
  };

  "an admin with a password, or another way to become root, is not" = {
    expr = map (warns neverRoot) (
      [
        {
          config = sudo;
          keith = { hashedPasswordFile = "/run/kf"; } // keys [ key ];
        }
        {
          config = sudo;
          keith = keys [ key ];
          root = keys [ key ];
        }
        {
          config = sudo;
          keith = keys [ key ];
          root = keys [ "no-pty ${key} another comment" ];
        }
        {
          config = sudo;
          keith = keys [ key ];
          root.openssh.authorizedKeys.keyFiles = [ "/keys/root" ];
        }
        {
          config = sudo;
          keith = keys [ key ];
          users.mutableUsers = true;
        }
        {
          config = sudo;
          keith = { extraGroups = [ ]; } // keys [ key ];
        }
        {
          config = sudo;
          keith = keys [ placeholder ];
        }
      ]
      ++
        map
          (security: {
            config = { inherit security; };
            keith = keys [ key ];
          })
          [
            { sudo.enable = false; }
            {
              sudo.enable = true;
              sudo.wheelNeedsPassword = false;
            }
            {
              doas.enable = true;
              sudo.enable = true;
            }
            {
              pam.sshAgentAuth.enable = true;
              sudo.enable = true;
            }
            {
              sudo.enable = true;
              sudo.extraConfig = "Defaults lecture = never\nkf ALL=(ALL) NOPASSWD: ALL\n";
            }
            {
              sudo.enable = true;
              sudo.extraConfig = "Defaults !authenticate";
            }
            {
              sudo.enable = true;
              sudo.extraRules = [
                { commands = [ "ALL" ]; }
                {
                  commands = [
                    {
                      command = "ALL";
                      options = [ "NOPASSWD" ];
                    }
                  ];
                }
              ];
            }
          ]
    );
    expected = builtins.genList (_: false) 14;
  };

  "settings of NixOS itself in the text of sudo's rules do not keep the warning away" = {
    expr = warns neverRoot {
      config.security.sudo = {
        enable = true;
        extraConfig = "\n# Keep terminfo. NOPASSWD\nDefaults:root,%wheel env_keep+=TERMINFO\n";
      };
      keith = keys [ key ];
    };
    expected = true;
  };

  "an admin who cannot even log in has one warning" = {
    expr = map (part: warns part { config = sudo; }) [
      adminNeverIn
      neverRoot
    ];
    expected = [
      true
      false
    ];
  };
}
