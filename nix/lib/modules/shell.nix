# The login shell of an account: its package, and the module that NixOS wants enabled for it.
rec {
  # `fish`, or a path of attributes such as `unstable.fish`.
  attributes = shell: builtins.filter builtins.isString (builtins.split "\\." shell);

  # Whether the fleet says which shell an account has. Where nobody has declared one, the system's own
  # default stays; but whom nix-darwin creates it would create without a shell. Who is disabled has none.
  isSaid =
    host: account:
    !(account.isDisabled or false)
    && (!(account.isDefaultShell or false) || builtins.elem account.username (host.knownUsers or [ ]));

  package =
    {
      pkgs,
      shell,
      user,
    }:
    let
      missing = throw ''
        fleet: ${user} has the shell "${shell}", and there is no pkgs.${shell}.
        `shell` names a package of nixpkgs, such as "fish", "zsh" or "bash". One that an overlay brings
        has to be in the overlays of the host.'';
      step = set: name: if builtins.isAttrs set && set ? ${name} then set.${name} else missing;
      # The one of older releases that people can type in; nix-darwin warns of the other.
      found =
        if shell == "bash" && pkgs ? bashInteractive then
          pkgs.bashInteractive
        else
          builtins.foldl' step pkgs (attributes shell);
    in
    # What NixOS and nix-darwin ask of a login shell, and say without the user's name.
    if builtins.isAttrs found && found ? shellPath then
      found
    else
      throw ''
        fleet: ${user} has the shell "${shell}", and pkgs.${shell} is no shell: it has no `shellPath`.
        `shell` names a package that somebody can log in with, such as "fish", "zsh", "bash" or "nushell".'';

  # NixOS refuses a login shell whose module is off; only these have one.
  programs = [
    "fish"
    "xonsh"
    "zsh"
  ];

  # What the module of a shell is called, in NixOS, nix-darwin and home-manager.
  program =
    shell:
    let
      names = attributes shell;
      name = builtins.elemAt names (builtins.length names - 1);
    in
    if name == "bashInteractive" then "bash" else name;
}
