# The login shell of an account: its package, and the module that NixOS wants enabled for it.
rec {
  # `fish`, or a path of attributes such as `unstable.fish`.
  attributes = shell: builtins.filter builtins.isString (builtins.split "\\." shell);

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
    in
    builtins.foldl' step pkgs (attributes shell);

  # NixOS refuses a login shell whose module is off; only these have one.
  programs = [
    "fish"
    "xonsh"
    "zsh"
  ];

  program =
    shell:
    let
      names = attributes shell;
    in
    builtins.elemAt names (builtins.length names - 1);
}
