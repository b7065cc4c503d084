# What a system says of itself, for survey.nix. It is read as a text, too.
{
  config,
  pkgs,
  # What is in ../facts/root-access.nix.
  rootAccessOf,
  # Tells of the value of an option.
  tell,
  textOf,
  valueOr,
}:
let
  clan = config.clan.core.networking or { };
in
{
  system = tell "nixpkgs.hostPlatform" (pkgs.stdenv.hostPlatform.system or null);
  hostname = tell "networking.hostName" (config.networking.hostName or null);
  domain = tell "networking.domain" (config.networking.domain or null);
  stateVersion = tell "system.stateVersion" (config.system.stateVersion or null);
  primaryUser = tell "system.primaryUser" (config.system.primaryUser or null);
  mutableUsers = tell "users.mutableUsers" (config.users.mutableUsers or null);
  sudoNeedsPassword = tell "security.sudo" (rootAccessOf config).sudoNeedsPassword;
  # Without a Nix of the system's, nobody is trusted by it.
  trustedUsers = tell "nix.settings.trusted-users" (
    if config.nix.enable or true then config.nix.settings.trusted-users or null else null
  );
  # Where the private keys lie that secrets of the system are decrypted with.
  ageKeyFile = tell "sops.age.keyFile" (textOf (config.sops.age.keyFile or null));
  sshKeyPaths = tell "sops.age.sshKeyPaths" (
    if config ? sops then map textOf (config.sops.age.sshKeyPaths or [ ]) else null
  );
  knownUsers = tell "users.knownUsers" (config.users.knownUsers or null);
  deployTarget = valueOr null (clan.targetHost or null);
  buildHost = valueOr null (clan.buildHost or null);
}
