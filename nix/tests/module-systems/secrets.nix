# What sops-nix makes of the secrets of a fleet.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (builtins) attrNames fromJSON listToAttrs;
  inherit (inputs) sops-nix;

  flakeWith =
    module:
    mkFlake {
      imports = [ module ];
      fleet.root = roots + "/secrets";
      fleet.hosts.stibnite.modules = [ { system.stateVersion = 5; } ];
    };
  flake = flakeWith { };
  mini = flake.nixosConfigurations.mini.config;
  devbox = flake.nixosConfigurations.devbox.config;
  stibnite = flake.darwinConfigurations.stibnite.config;
  integrated = mini.home-manager.users.keith;
  standalone = flake.homeConfigurations."keith@mini".config;

  manifestOf =
    name: config: fromJSON (builtins.unsafeDiscardStringContext config.system.build.${name}.text);
  regular = manifestOf "sops-nix-manifest";
  secretsOf =
    manifest:
    listToAttrs (
      map (secret: {
        inherit (secret) name;
        value = secret;
      }) manifest.secrets
    );
  failuresOf = config: map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions);
in
{
  "nothing stops the build, wherever there are secrets" = {
    expr = map failuresOf [
      mini
      devbox
      stibnite
      integrated
      standalone
      flake.homeConfigurations."joachim@reason".config
    ];
    expected = [
      [ ]
      [ ]
      [ ]
      [ ]
      [ ]
      [ ]
    ];
  };

  "NixOS installs a secret as it is declared" = {
    expr =
      let
        secret = (secretsOf (regular mini))."app.env";
      in
      {
        inherit (secret)
          format
          group
          mode
          owner
          path
          reloadUnits
          restartUnits
          ;
        isFile = builtins.hashFile "sha256" (roots + "/secrets/secrets/hosts/app.env") == secret.sopsFileHash;
      };
    expected = {
      format = "dotenv";
      group = "users";
      isFile = true;
      mode = "0440";
      owner = "keith";
      path = "/run/secrets/app.env";
      reloadUnits = [ "proxy.service" ];
      restartUnits = [ "app.service" ];
    };
  };

  "a nested key, a whole file and a path of one's own reach NixOS" = {
    expr =
      let
        secrets = secretsOf (regular mini);
      in
      {
        registry = { inherit (secrets.registry) format key path; };
        wifi = { inherit (secrets.wifi) format key path; };
      };
    expected = {
      registry = {
        format = "json";
        key = "";
        path = "/etc/registry.json";
      };
      wifi = {
        format = "yaml";
        key = "wifi/psk";
        path = "/run/secrets/wifi";
      };
    };
  };

  "a password is there before users are" = {
    expr = map (secret: secret.path) (manifestOf "sops-nix-users-manifest" mini).secrets;
    expected = [ "/run/secrets-for-users/keith-password" ];
  };

  "and the account has it from there" = {
    expr = {
      inherit (mini.users.users.keith) hashedPassword hashedPasswordFile;
      inherit (mini.sops.secrets.keith-password) neededForUsers;
    };
    expected = {
      hashedPassword = null;
      hashedPasswordFile = "/run/secrets-for-users/keith-password";
      neededForUsers = true;
    };
  };

  "unless a module gives it another one, by whichever option" = {
    expr =
      map
        (
          user:
          let
            config =
              (flakeWith {
                fleet.hosts.mini.modules = [
                  {
                    users.mutableUsers = false;
                    users.users.keith = user;
                  }
                ];
              }).nixosConfigurations.mini.config;
          in
          {
            inherit (config.users.users.keith) hashedPassword hashedPasswordFile password;
            isClear = !(builtins.any (text: builtins.match ".*multiple of the options.*" (builtins.replaceStrings [ "\n" ] [ " " ] text) != null) config.warnings);
          }
        )
        [
          { hashedPassword = "!"; }
          { initialPassword = "first"; }
          { hashedPasswordFile = "/run/own"; }
        ];
    expected = [
      {
        hashedPassword = "!";
        hashedPasswordFile = null;
        isClear = true;
        password = null;
      }
      {
        hashedPassword = null;
        hashedPasswordFile = null;
        isClear = true;
        password = "first";
      }
      {
        hashedPassword = null;
        hashedPasswordFile = "/run/own";
        isClear = true;
        password = null;
      }
    ];
  };

  "only the secret file goes to the store, not the flake around it" = {
    expr = builtins.match ".*/[a-z0-9]{32}-mini\\.yaml" (secretsOf (regular mini)).wifi.sopsFile != null;
    expected = true;
  };

  "NixOS decrypts with the key that the fleet knows, and tries no RSA key for PGP" = {
    expr = {
      devbox = {
        inherit (regular devbox) ageKeyFile sshKeyPaths;
      };
      mini = {
        inherit (regular mini) ageKeyFile ageSshKeyPaths sshKeyPaths;
      };
    };
    expected = {
      devbox = {
        ageKeyFile = "/var/lib/sops/age/keys.txt";
        sshKeyPaths = [ ];
      };
      mini = {
        ageKeyFile = null;
        ageSshKeyPaths = [ "/persist/etc/ssh/ssh_host_ed25519_key" ];
        sshKeyPaths = [ ];
      };
    };
  };

  "the SSH key of a host with a key file stays, and its RSA key is still not tried" = {
    expr =
      let
        key = type: {
          inherit type;
          path = "/etc/ssh/ssh_host_${type}_key";
        };
        config =
          (flakeWith {
            fleet.hosts.devbox.modules = [
              {
                services.openssh.enable = true;
                services.openssh.hostKeys = [
                  (key "ed25519")
                  (key "rsa")
                ];
              }
            ];
          }).nixosConfigurations.devbox.config;
      in
      {
        inherit (regular config) ageSshKeyPaths sshKeyPaths;
      };
    expected = {
      ageSshKeyPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];
      sshKeyPaths = [ ];
    };
  };

  "what a person writes plainly wins, and units join" = {
    expr =
      let
        config =
          (flakeWith {
            fleet.hosts.mini.modules = [
              {
                sops.age.sshKeyPaths = [ "/etc/ssh/other" ];
                sops.secrets."app.env" = {
                  mode = "0400";
                  restartUnits = [ "other.service" ];
                };
              }
            ];
          }).nixosConfigurations.mini.config;
      in
      {
        inherit (config.sops.age) sshKeyPaths;
        inherit (config.sops.secrets."app.env") mode restartUnits;
      };
    expected = {
      mode = "0400";
      restartUnits = [
        "app.service"
        "other.service"
      ];
      sshKeyPaths = [ "/etc/ssh/other" ];
    };
  };

  "a Mac installs its secrets, for root and staff unless somebody else is declared" = {
    expr =
      let
        manifest = regular stibnite;
        inherit (secretsOf manifest) token wifi;
        ownerOf = secret: "${secret.owner}:${secret.group}";
      in
      {
        inherit (manifest) ageSshKeyPaths sshKeyPaths;
        owners = map ownerOf [
          token
          wifi
        ];
      };
    expected = {
      ageSshKeyPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];
      owners = [
        "crs58:admin"
        "root:staff"
      ];
      sshKeyPaths = [ ];
    };
  };

  "an integrated and a standalone home have the same secrets" = {
    expr =
      map
        (home: {
          inherit (home.sops.age) keyFile;
          netrc = { inherit (home.sops.secrets.netrc) format mode path; };
          token = { inherit (home.sops.secrets.token) key path; };
        })
        [
          integrated
          standalone
        ];
    expected =
      let
        home = {
          keyFile = "/home/keith/.config/sops/age/keys.txt";
          netrc = {
            format = "binary";
            mode = "0600";
            path = "/home/keith/.netrc";
          };
          token = {
            key = "token";
            path = "/home/keith/.config/sops-nix/secrets/token";
          };
        };
      in
      [
        home
        home
      ];
  };

  "a home on a Mac has its key where sops looks for it" = {
    expr = stibnite.home-manager.users.crs58.sops.age.keyFile;
    expected = "/Users/crs58/Library/Application Support/sops/age/keys.txt";
  };

  "a home that names an SSH key needs no key file" = {
    expr =
      let
        inherit
          ((flakeWith {
            fleet.homeModules = [ { sops.age.sshKeyPaths = [ "/home/keith/.ssh/id_ed25519" ]; } ];
          }).homeConfigurations."keith@mini".config.sops
          )
          age
          ;
      in
      {
        inherit (age) keyFile sshKeyPaths;
      };
    expected = {
      keyFile = null;
      sshKeyPaths = [ "/home/keith/.ssh/id_ed25519" ];
    };
  };

  "a key file that is named beside an SSH key stays" = {
    expr =
      (flakeWith {
        fleet.homeModules = [
          {
            sops.age.keyFile = "/home/keith/key.txt";
            sops.age.sshKeyPaths = [ "/home/keith/.ssh/id_ed25519" ];
          }
        ];
      }).homeConfigurations."keith@mini".config.sops.age.keyFile;
    expected = "/home/keith/key.txt";
  };

  "who imports sops-nix, too, has it once" = {
    expr =
      let
        both = flakeWith {
          fleet.homeModules = [ sops-nix.homeManagerModules.sops ];
          fleet.hosts = {
            mini.modules = [
              sops-nix.nixosModules.default
              { home-manager.sharedModules = [ sops-nix.homeModules.default ]; }
            ];
            stibnite.modules = [ sops-nix.darwinModules.default ];
          };
        };
        inherit (both.nixosConfigurations.mini) config;
      in
      map attrNames [
        config.sops.secrets
        config.home-manager.users.keith.sops.secrets
        both.darwinConfigurations.stibnite.config.sops.secrets
        both.homeConfigurations."joachim@reason".config.sops.secrets
      ];
    expected = [
      [
        "app.env"
        "keith-password"
        "registry"
        "wifi"
      ]
      [
        "netrc"
        "token"
      ]
      [
        "token"
        "wifi"
      ]
      [ "token" ]
    ];
  };

  "a missing sops-nix bothers nobody without secrets" = {
    expr =
      (mkFlake {
        fleet.root = roots + "/family";
        fleet.inputs.sops-nix = null;
      }).nixosConfigurations.mini.config.networking.hostName;
    expected = "mini";
  };

  "a missing sops-nix names the host" = {
    expr = (flakeWith { fleet.inputs.sops-nix = null; }).nixosConfigurations.mini.config.networking.hostName;
    expectedError = ''host "mini" needs sops-nix, and there is no input of that name'';
  };

  "a secret file that git does not track is named with its secret" = {
    expr = (regular flake.nixosConfigurations.laptop.config).secrets;
    expectedError = ''secrets/hosts/laptop.yaml, which holds the secret "wifi" of host "laptop", is not in'';
  };
}
