# What NixOS and nix-darwin make of the ways to become root that the fleet says.
{
  mkFlake,
  roots,
  ...
}:
let
  flakeWith =
    module:
    mkFlake {
      fleet.root = roots + "/root";
      fleet.modules = [ module ];
      fleet.hosts.book.modules = [ { system.stateVersion = 6; } ];
    };
  flake = flakeWith { };
  nixosWith = module: id: (flakeWith module).nixosConfigurations.${id}.config;
  inherit (flake.nixosConfigurations) mini nas;
  book = flake.darwinConfigurations.book.config;
  key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";
  keysOf = config: config.users.users.root.openssh.authorizedKeys.keys;
  placeholder = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";
in
{
  "root's keys join those of a module" = {
    expr = keysOf (
      nixosWith { users.users.root.openssh.authorizedKeys.keys = [ "ssh-ed25519 other" ]; } "mini"
    );
    expected = [
      placeholder
      key
      placeholder
      "ssh-ed25519 other"
    ];
  };

  "root stays as NixOS has it where the fleet says nothing" = {
    expr = keysOf nas.config;
    expected = [ ];
  };

  "sudo asks or not, unless a module says it plainly" = {
    expr = map (config: config.security.sudo.wheelNeedsPassword) [
      mini.config
      nas.config
      (nixosWith { security.sudo.wheelNeedsPassword = true; } "mini")
    ];
    expected = [
      false
      true
      true
    ];
  };

  "Nix trusts whom the fleet says, beside whom a module does" = {
    # NixOS has root in there itself.
    expr = map (config: builtins.filter (name: name != "root") config.nix.settings.trusted-users) [
      mini.config
      (nixosWith { nix.settings.trusted-users = [ "@wheel" ]; } "mini")
    ];
    expected = [
      [
        "@trusted"
        "ada"
        "builder"
      ]
      [
        "@trusted"
        "ada"
        "builder"
        "@wheel"
      ]
    ];
  };

  "nix-darwin lets root in, and sudo ask nobody" = {
    expr = {
      keys = book.environment.etc."ssh/nix_authorized_keys.d/root".text;
      sudoers =
        builtins.match ".*\n%admin ALL = \\(ALL\\) NOPASSWD: ALL\n" book.environment.etc."sudoers.d/10-nix-darwin-extra-config".text
        != null;
      trusted = builtins.elem "@admin" book.nix.settings.trusted-users;
      isKnown = builtins.elem "root" book.users.knownUsers;
      failures = builtins.filter (one: !one.assertion) book.assertions;
    };
    expected = {
      failures = [ ];
      isKnown = false;
      keys = ''
        ${key}

      '';
      sudoers = true;
      trusted = true;
    };
  };
}
