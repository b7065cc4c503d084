# How one becomes root on a host beside what being admin is good for.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit ((mkFleet { root = ./roots/root; }).hosts) book mini nas;
  key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";
  placeholder = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";
  weak = content: {
    inherit content;
    strength = 900;
  };
  shown = standIn.lib // {
    mkOverride = strength: content: { inherit content strength; };
  };
  configOf = configBy shown;
  configBy =
    lib: host: security:
    standIn.evaluate {
      inherit lib;
      options = {
        inherit security;
        programs = { };
      };
      pkgs = { };
    } [ host.systemModule ];
  rootKeys = config: config.users.users.root.openssh.authorizedKeys.keys;
  config = configOf mini { };
  failuresOf = config: map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions);
  waitsFor =
    name: who:
    ''fleet: ${who} on host "mini" takes an SSH key from the environment variable ${name}, and it is empty. Set it, and build with `--impure`: a pure evaluation does not see the environment.'';
  stands = " Until then a placeholder stands in, with which nobody can log in.";
in
{
  "root's keys are those of the fleet, in their order" = {
    environment.SSH_KEY_ADA = "${key} ada";
    environment.SSH_KEY_CI = "${key} ci";
    expr = rootKeys config;
    expected = [
      ''expiry-time="20320101" ${key} ada''
      key
      "${key} ci"
    ];
  };

  "a key that is not set is a placeholder, with one warning for who else waits for it" = {
    environment.SSH_KEY_ADA = "";
    environment.SSH_KEY_CI = "";
    expr = {
      keys = rootKeys config;
      inherit (config) warnings;
    };
    expected = {
      keys = [
        placeholder
        key
        placeholder
      ];
      warnings = [
        (waitsFor "SSH_KEY_CI" "root" + stands)
        (waitsFor "SSH_KEY_ADA" ''user "ada"'' + stands)
      ];
    };
  };

  "a key that is not set is an error where keys are strict" = {
    environment.NIX_STRICT_KEYS = "true";
    environment.SSH_KEY_ADA = "${key} ada";
    environment.SSH_KEY_CI = "";
    expr = failuresOf (configBy standIn.lib mini { });
    expected = [ (waitsFor "SSH_KEY_CI" "root" + " (NIX_STRICT_KEYS is true.)") ];
  };

  "nothing is said of root where nothing is declared" = {
    expr = (configOf nas { }).users.users ? root;
    expected = false;
  };

  "whom Nix trusts is what the fleet says, or nothing" = {
    expr = [
      config.nix.settings.trusted-users
      ((configOf nas { }).nix.settings.trusted-users or null)
    ];
    expected = [
      [
        "root"
        "@trusted"
        "ada"
        "builder"
      ]
      null
    ];
  };

  "sudo asks or not, weaker than what a person writes" = {
    expr = map (host: (configOf host { }).security) [
      mini
      nas
    ];
    expected = [
      { sudo.wheelNeedsPassword = weak false; }
      { sudo.wheelNeedsPassword = weak true; }
    ];
  };

  "what stands for sudo asks or not as it does, where it is there" = {
    expr =
      (configOf mini {
        sudo = { };
        sudo-rs = { };
        doas = { };
      }).security;
    expected = {
      doas.wheelNeedsPassword = weak false;
      sudo.wheelNeedsPassword = weak false;
      sudo-rs.wheelNeedsPassword = weak false;
    };
  };

  "a Mac lets root in by the same option, and says of sudo what there is an option for" = {
    expr =
      let
        mac = configOf book { };
      in
      {
        keys = rootKeys mac;
        inherit (mac.security) sudo;
        trusted = mac.nix.settings.trusted-users;
      };
    expected = {
      keys = [ key ];
      sudo.extraConfig = "%admin ALL = (ALL) NOPASSWD: ALL\n";
      trusted = [
        "root"
        "@admin"
        "ada"
      ];
    };
  };
}
