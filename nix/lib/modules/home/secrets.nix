# The secrets of a home, as sops-nix takes them. The key is looked for where sops itself does, so that
# one file serves both.
let
  defaultOf = import ../default-value.nix;
  secretsOf = import ../secrets.nix;
in
{
  account,
  host,
  origin,
  settings,
  user,
  ...
}:
{ config, lib, ... }:
let
  default = defaultOf lib;
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
  inherit (origin "secrets") _class _file key;
  config.sops = {
    age.keyFile = default (if hasKey then null else "${folder}/sops/age/keys.txt");
    secrets = secretsOf {
      inherit lib user;
      inherit (account.home) secrets;
      inherit (settings) root;
      kind = "home";
    };
  };
}
