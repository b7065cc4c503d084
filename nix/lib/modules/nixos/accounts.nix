# What NixOS alone has options for in the accounts of a host.
let
  defaultOf = import ../default-value.nix;
  forcedOf = import ../forced-value.nix;
in
{ host, origin, ... }:
{
  config,
  lib,
  options,
  ...
}:
let
  inherit (builtins) attrValues listToAttrs;
  inherit (lib) mkIf;
  default = defaultOf lib;
  forced = forcedOf lib;

  # The lock is what ends logins by password, key and console alike, also where passwords are changed on the
  # machine, which keeps them. 0 would mean no end to some (shadow(5)); 1 is what `usermod --expiredate` takes.
  locked = lingering // {
    expires = forced "1970-01-02";
    extraGroups = forced [ ];
    hashedPassword = forced "!";
    hashedPasswordFile = forced null;
    initialHashedPassword = forced null;
    initialPassword = forced null;
    isNormalUser = default true;
    openssh.authorizedPrincipals = forced [ ];
    password = forced null;
  };

  # Not all releases have it. Where it can be null, null is what must stand there if nobody manages it.
  lingering =
    if (options.users.users.type.getSubOptions or (_: { })) [ ] ? linger then
      { linger = forced (if config.users.manageLingering or true then false else null); }
    else
      { };
in
{
  inherit (origin "accounts.nixos") _class _file key;
  config.users.users = listToAttrs (
    map (account: {
      name = account.username;
      value =
        if account.isDisabled or false then
          locked
        else
          {
            # chage(1), -E: the day on which the account is accessible no longer.
            expires = mkIf (account ? lockedFrom) (default account.lockedFrom);
            extraGroups = account.groups;
            isNormalUser = default true;
          };
    }) (attrValues host.accounts)
  );
}
