# The secrets of a home as options of sops-nix. The key is looked for where sops itself does, so that
# one file serves both.
{
  config,
  host,
  lib,
  root,
  secrets,
  user,
}:
let
  default = import ../default-value.nix lib;
  # The same order as in sops: on a Mac, XDG_CONFIG_HOME goes before Apple's folder where it is set.
  folder =
    if host.platform == "darwin" && !config.xdg.enable then
      "${config.home.homeDirectory}/Library/Application Support"
    else
      config.xdg.configHome;
  inherit (config.sops) age gnupg;
  # A key file that is missing stops sops-nix. So who has named another key need not have one.
  hasKey =
    age.sshKeyPaths != [ ]
    || gnupg.home != null
    || gnupg.sshKeyPaths != [ ]
    || gnupg.qubes-split-gpg.enable or false;
in
{
  age.keyFile = default (if hasKey then null else "${folder}/sops/age/keys.txt");
  secrets = import ../secrets.nix {
    inherit
      lib
      root
      secrets
      user
      ;
    kind = "home";
  };
}
