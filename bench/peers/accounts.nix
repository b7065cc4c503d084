# What is asked of an evaluated host: its accounts, all their values forced.
{ config, ... }:
{
  trusted = config.nix.settings.trusted-users;
  users = builtins.mapAttrs (_: user: {
    inherit (user)
      createHome
      description
      extraGroups
      group
      home
      shell
      uid
      ;
    inherit (user.openssh.authorizedKeys) keys;
  }) config.users.users;
}
