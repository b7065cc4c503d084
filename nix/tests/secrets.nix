# Secrets of systems and homes as options of sops-nix. The encrypted files of the fleet hold nothing of
# worth, and the key that opens them was thrown away.
let
  inherit (import ../lib) mkFleet probe;
  standIn = import ../lib/facts/stand-in.nix;
  inherit (builtins)
    attrNames
    elem
    filter
    isFunction
    isPath
    mapAttrs
    ;
  root = ./roots/secrets;
  inputs = {
    nixpkgs.lib.nixosSystem = arguments: arguments;
    nix-darwin.lib.darwinSystem = arguments: arguments;
    home-manager = {
      darwinModules.home-manager = "home-manager on darwin";
      nixosModules.home-manager = "home-manager on nixos";
    };
    sops-nix = {
      darwinModules.sops = "sops-nix on darwin";
      homeModules.sops = "sops-nix at home";
      nixosModules.sops = "sops-nix on nixos";
    };
  };
  fleet = mkFleet { inherit inputs root; };

  arguments = {
    config = {
      home.homeDirectory = "/Users/crs58";
      sops = {
        age.sshKeyPaths = [ ];
        gnupg = {
          home = null;
          sshKeyPaths = [ ];
        };
      };
      xdg = {
        configHome = "/config";
        enable = false;
      };
    };
    lib = standIn.lib // {
      mkOverride = strength: content: { inherit content strength; };
    };
    options = { };
    pkgs.bash = "bash's package";
  };
  weak = content: {
    inherit content;
    strength = 900;
  };
  configOf = host: standIn.evaluate arguments [ host.systemModule ];
  sopsOf = id: (configOf fleet.hosts.${id}).sops;
  homeModulesOf = id: login: (configOf fleet.hosts.${id}).home-manager.users.${login}.imports;
  homeWith =
    id: login: config:
    (standIn.evaluate (arguments // { config = arguments.config // config; }) (
      filter isFunction (homeModulesOf id login)
    )).sops;
  homeOf = id: login: homeWith id login { };
  # A path would be printed as the copy of it in the store.
  named = mapAttrs (_: secret: secret // { sopsFile = weak (toString secret.sopsFile.content); });
  file = path: weak "${toString root}/secrets/${path}";
in
{
  "a secret of NixOS has what is declared, and nothing else" = {
    expr = named (sopsOf "mini").secrets;
    expected = {
      "app.env" = {
        format = weak "dotenv";
        group = weak "users";
        mode = weak "0440";
        owner = weak "keith";
        reloadUnits = [ "proxy.service" ];
        restartUnits = [ "app.service" ];
        sopsFile = file "hosts/app.env";
      };
      keith-password = {
        format = weak "yaml";
        key = weak "passwords/keith";
        mode = weak "0400";
        neededForUsers = weak true;
        sopsFile = file "hosts/mini.yaml";
      };
      registry = {
        format = weak "json";
        key = weak "";
        mode = weak "0400";
        path = weak "/etc/registry.json";
        sopsFile = file "hosts/registry.json";
      };
      wifi = {
        format = weak "yaml";
        key = weak "wifi/psk";
        mode = weak "0400";
        sopsFile = file "hosts/mini.yaml";
      };
    };
  };

  "a secret of a Mac has an owner where one is declared" = {
    expr = named (sopsOf "stibnite").secrets;
    expected = {
      token = {
        format = weak "yaml";
        group = weak "admin";
        key = weak "token";
        mode = weak "0440";
        owner = weak "crs58";
        sopsFile = file "hosts/stibnite.yaml";
      };
      wifi = {
        format = weak "yaml";
        key = weak "wifi";
        mode = weak "0400";
        sopsFile = file "hosts/stibnite.yaml";
      };
    };
  };

  "a secret of a home has neither owner nor group" = {
    expr = named (homeOf "mini" "keith").secrets;
    expected = {
      netrc = {
        format = weak "binary";
        mode = weak "0600";
        path = weak "/home/keith/.netrc";
        sopsFile = file "users/netrc";
      };
      token = {
        format = weak "yaml";
        key = weak "token";
        mode = weak "0400";
        sopsFile = file "users/keith.yaml";
      };
    };
  };

  "options that a platform's sops-nix has not are left out, whatever fleet.json says" = {
    expr =
      let
        everything = {
          file = "secrets/hosts/mini.yaml";
          format = "yaml";
          group = "users";
          key = "wifi";
          mode = "0400";
          neededForUsers = true;
          owner = "keith";
          path = "/etc/wifi";
          reloadUnits = [ ];
          restartUnits = [ ];
        };
        namesFor =
          kind:
          attrNames
            (import ../lib/modules/secrets.nix {
              inherit kind root;
              inherit (arguments) lib;
              secrets.wifi = everything;
              user = "nobody";
            }).wifi;
      in
      {
        darwin = namesFor "darwin";
        home = namesFor "home";
      };
    expected = {
      darwin = [
        "format"
        "group"
        "key"
        "mode"
        "owner"
        "path"
        "sopsFile"
      ];
      home = [
        "format"
        "key"
        "mode"
        "path"
        "sopsFile"
      ];
    };
  };

  "the host's SSH key is the one that is declared, and no RSA key is tried for PGP" = {
    expr = {
      inherit (sopsOf "mini") age gnupg;
    };
    expected = {
      age.sshKeyPaths = weak [ "/persist/etc/ssh/ssh_host_ed25519_key" ];
      gnupg.sshKeyPaths = weak [ ];
    };
  };

  "a key file leaves the SSH keys to sops-nix" = {
    expr = {
      inherit (sopsOf "devbox") age gnupg;
    };
    expected = {
      age.keyFile = weak "/var/lib/sops/age/keys.txt";
      gnupg.sshKeyPaths = weak [ ];
    };
  };

  "without a declared key all keys are left to sops-nix" = {
    expr =
      let
        host = {
          platform = "nixos";
          secrets = { };
        };
        module = import ../lib/modules/system/secrets.nix {
          inherit host;
          origin = _: { };
          settings = { inherit root; };
          user = "nobody";
        };
      in
      standIn.evaluate arguments [ module ];
    expected.sops = {
      age = { };
      gnupg = { };
      secrets = { };
    };
  };

  "a home's key is where sops looks for it" = {
    expr = {
      linux = (homeOf "mini" "keith").age;
      mac = (homeOf "stibnite" "crs58").age;
      macWithXdg =
        (homeWith "stibnite" "crs58" {
          xdg = {
            configHome = "/config";
            enable = true;
          };
        }).age;
    };
    expected = {
      linux.keyFile = weak "/config/sops/age/keys.txt";
      mac.keyFile = weak "/Users/crs58/Library/Application Support/sops/age/keys.txt";
      macWithXdg.keyFile = weak "/config/sops/age/keys.txt";
    };
  };

  "who names another key for a home need not have a key file" = {
    expr =
      map
        (
          sops:
          (homeWith "mini" "keith" {
            sops = {
              age = arguments.config.sops.age // sops.age or { };
              gnupg = arguments.config.sops.gnupg // sops.gnupg or { };
            };
          }).age.keyFile.content
        )
        [
          { age.sshKeyPaths = [ "/home/keith/.ssh/id_ed25519" ]; }
          { gnupg.home = "/home/keith/.gnupg"; }
          { gnupg.sshKeyPaths = [ "/home/keith/.ssh/id_rsa" ]; }
          { gnupg.qubes-split-gpg.enable = true; }
        ];
    expected = [
      null
      null
      null
      null
    ];
  };

  "each kind has its own module of sops-nix" = {
    expr = {
      darwin = elem "sops-nix on darwin" fleet.hosts.stibnite.modules;
      home = elem "sops-nix at home" fleet.homes."joachim@reason".modules;
      integrated = elem "sops-nix at home" (homeModulesOf "mini" "keith");
      nixos = elem "sops-nix on nixos" fleet.hosts.mini.modules;
    };
    expected = {
      darwin = true;
      home = true;
      integrated = true;
      nixos = true;
    };
  };

  "an older sops-nix calls the module for homes otherwise" = {
    expr =
      elem "older"
        (mkFleet {
          inherit root;
          inputs.sops-nix.homeManagerModules.sops = "older";
        }).homes."joachim@reason".modules;
    expected = true;
  };

  "a fleet without secrets needs no sops-nix, and sets nothing of it" = {
    expr =
      let
        family = mkFleet {
          root = ./roots/family;
          inputs = removeAttrs inputs [ "sops-nix" ] // {
            sops-nix = throw "sops-nix was asked for, and nothing needs it";
          };
        };
        inherit (family.hosts) mini;
        arguments' = arguments // {
          pkgs.fish = "fish's package";
        };
      in
      {
        imports = map toString (filter (module: !isFunction module) mini.modules);
        isSet = standIn.evaluate arguments' [ mini.systemModule ] ? sops;
      };
    expected = {
      imports = [
        "home-manager on nixos"
        "${toString ./roots/family}/hosts/mini.nix"
      ];
      isSet = false;
    };
  };

  "a missing sops-nix says the line to add" = {
    expr = elem "sops-nix" (mkFleet { inherit root; }).hosts.devbox.modules;
    expectedError = ''inputs.sops-nix.url = "github:Mic92/sops-nix";'';
  };

  "a missing sops-nix names the home" = {
    expr = elem "sops-nix" (mkFleet { inherit root; }).homes."joachim@reason".modules;
    expectedError = ''the home of user "joachim" on host "reason" needs sops-nix'';
  };

  "a host may have a sops-nix of its own" = {
    expr =
      elem "of mini"
        (mkFleet {
          inherit inputs root;
          hosts.mini.inputs.sops-nix.nixosModules.sops = "of mini";
        }).hosts.mini.modules;
    expected = true;
  };

  "a secret file that is not there names the secret and the host, and reminds of git" = {
    expr = toString (sopsOf "laptop").secrets.wifi.sopsFile.content;
    expectedError = ''secrets/hosts/laptop.yaml, which holds the secret "wifi" of host "laptop", is not in'';
  };

  "a path in a command that a message names is one word to a shell" = {
    expr = map (import ../lib/read/shell-word.nix) [
      "secrets/hosts/mini.yaml"
      "a b.yaml"
      "$(id).yaml"
      "a'; id;'.yaml"
      "-f"
    ];
    expected = [
      "secrets/hosts/mini.yaml"
      "'a b.yaml'"
      "'$(id).yaml'"
      "'a'\\''; id;'\\''.yaml'"
      "./-f"
    ];
  };

  "a secret file is a path, also where the root is a flake" = {
    expr =
      map (one: isPath (configOf one.hosts.mini).sops.secrets.wifi.sopsFile.content)
        [
          fleet
          (mkFleet {
            inherit inputs;
            root.outPath = toString root;
          })
        ];
    expected = [
      true
      true
    ];
  };

  "the probe knows the secrets of hosts, and where their key is" = {
    expr =
      let
        inherit ((probe { inherit root; }).hosts) devbox mini;
      in
      {
        devbox = devbox.identity;
        mini = mini.identity;
        secret = mini.secrets."app.env";
        names = attrNames mini.secrets;
      };
    expected = {
      devbox.keyFile = "/var/lib/sops/age/keys.txt";
      mini.sshKeyPath = "/persist/etc/ssh/ssh_host_ed25519_key";
      secret = {
        file = "secrets/hosts/app.env";
        format = "dotenv";
        group = "users";
        key = "";
        mode = "0440";
        owner = "keith";
        reloadUnits = [ "proxy.service" ];
        restartUnits = [ "app.service" ];
      };
      names = [
        "app.env"
        "keith-password"
        "registry"
        "wifi"
      ];
    };
  };

  "the probe knows the secrets of homes, integrated and standalone" = {
    expr =
      let
        found = probe { inherit root; };
      in
      {
        integrated = found.hosts.mini.homes.keith.secrets;
        isSame = found.homes."keith@mini".secrets == found.hosts.mini.homes.keith.secrets;
        reason = attrNames found.homes."joachim@reason".secrets;
      };
    expected = {
      integrated = {
        netrc = {
          file = "secrets/users/netrc";
          format = "binary";
          key = "";
          mode = "0600";
          path = "/home/keith/.netrc";
        };
        token = {
          file = "secrets/users/keith.yaml";
          format = "yaml";
          key = "token";
          mode = "0400";
        };
      };
      isSame = true;
      reason = [ "token" ];
    };
  };
}
