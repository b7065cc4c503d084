# What system-manager alone has for the accounts of a host, which userborn makes there.
let
  defaultOf = import ../default-value.nix;
  forcedOf = import ../forced-value.nix;
in
{ host, origin, ... }:
{
  config,
  lib,
  ...
}:
let
  inherit (builtins)
    attrValues
    concatStringsSep
    filter
    listToAttrs
    ;
  default = defaultOf lib;
  forced = forcedOf lib;
  accounts = attrValues host.accounts;
  isDisabled = account: account.isDisabled or false;
  withKeys = filter (account: account.sshKeys != [ ] && !(isDisabled account)) accounts;
  names = concatStringsSep ", " (map (account: account.username) withKeys);
in
{
  inherit (origin "accounts.linux") _file key;
  config = {
    users.users = listToAttrs (
      map (account: {
        name = account.username;
        value = {
          # Debian and Ubuntu have no wheel: who is in `sudo` becomes root.
          extraGroups =
            if isDisabled account then
              forced [ ]
            else if account.isAdmin then
              [ "sudo" ]
            else
              [ ];
          isNormalUser = default true;
          # It asks for a module of the shell, which it does not have.
          ignoreShellProgramCheck = default true;
        };
      }) accounts
    );
    # Its own sshd alone reads the keys, and switching that on takes the place of the distribution's.
    warnings =
      if withKeys == [ ] || config.services.openssh.enable or false then
        [ ]
      else
        [
          "fleet: the SSH keys of ${names} on this host are read by the sshd of system-manager alone, and that is off. Either have it take the place of the distribution's (`services.openssh.enable = true`), or keep the keys in ~/.ssh/authorized_keys."
        ];
  };
}
