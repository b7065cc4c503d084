# The accounts of a host that are nobody's, as its own modules set them.
let
  inherit (import ../lib) mkFleet probe;
  standIn = import ../lib/facts/stand-in.nix;
  root = ./roots/service-accounts;
  inherit ((mkFleet { inherit root; }).hosts) mini nas;
  weak = content: {
    inherit content;
    strength = 900;
  };
  configWith =
    config: host:
    standIn.evaluate {
      inherit config;
      lib = standIn.lib // {
        mkOverride = strength: content: { inherit content strength; };
      };
      options.programs = {
        fish.enable = { };
        zsh.enable = { };
      };
      pkgs = {
        fish.shellPath = "/bin/fish";
        zsh.shellPath = "/bin/zsh";
      };
    } [ host.systemModule ];
  # What a system comes to is for assertions and warnings alone.
  config = configWith (throw "the final configuration was asked for") mini;
  unset.system.stateVersion = "24.05";
in
{
  "a service account is a user of the system, with what is declared" = {
    expr = config.users.users.copies;
    expected = {
      createHome = weak true;
      description = weak "takes the nightly copies";
      extraGroups = [ "media" ];
      group = weak "copies";
      home = weak "/var/lib/copies";
      isSystemUser = weak true;
      openssh.authorizedKeys.keys = [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS"
        "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar"
      ];
      shell = weak { shellPath = "/bin/zsh"; };
      uid = weak 450;
    };
  };

  "what nobody declared is left to NixOS" = {
    expr = config.users.users.deploy;
    expected = {
      extraGroups = [ ];
      group = weak "media";
      isSystemUser = weak true;
      openssh.authorizedKeys.keys = [ ];
    };
  };

  "a group of its own is made, and another one is not" = {
    expr = config.users.groups;
    expected = {
      copies = { };
      media.gid = weak 1500;
    };
  };

  "its shell is enabled with those of people" = {
    expr = config.programs;
    expected = {
      fish.enable = weak true;
      zsh.enable = weak true;
    };
  };

  "a key from the environment is asked for in its name" = {
    expr = map (text: builtins.substring 0 85 text) (configWith unset mini).warnings;
    expected = [
      ''fleet: service account "backup" on host "mini" takes an SSH key from the environment ''
    ];
  };

  "nobody asks that it has a key" = {
    environment.NIX_STRICT_KEYS = "true";
    expr = map (one: one.message) (
      builtins.filter (one: !one.assertion) (configWith unset nas).assertions
    );
    expected = [ ];
  };

  "the probe knows it" = {
    expr = {
      inherit ((probe { inherit root; }).hosts.mini.users) copies deploy;
    };
    expected = {
      copies = {
        description = "takes the nightly copies";
        expires = null;
        groups = [ "media" ];
        home = "/var/lib/copies";
        isNormal = false;
        password = null;
        primaryGroup = "copies";
        shell = "zsh";
        sshKeys = [
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS"
          "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar"
        ];
        uid = 450;
      };
      deploy = {
        description = null;
        expires = null;
        groups = [ ];
        home = null;
        isNormal = false;
        password = null;
        primaryGroup = "media";
        shell = null;
        sshKeys = [ ];
        uid = null;
      };
    };
  };
}
