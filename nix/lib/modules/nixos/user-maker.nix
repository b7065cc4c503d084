# What is declared of accounts and does not hold where NixOS has another program make them than its own script:
# systemd-sysusers reads neither `expires` nor `hashedPassword` and changes no account that is there
# (nixos/modules/system/boot/systemd/sysusers.nix), userborn does not read `expires`.
{
  host,
  id,
  origin,
  ...
}:
{ config, ... }:
let
  inherit (builtins)
    attrNames
    filter
    map
    ;
  maker = (import ../../facts/account-settings.nix).userMakerOf config;
  option = if maker == "userborn" then "services.userborn.enable" else "systemd.sysusers.enable";
  users = if maker == null then [ ] else attrNames host.accounts;
  of = user: ''user "${user}" on host "${id}"'';
  isDisabled = user: host.accounts.${user}.isDisabled or false;
  hasPassword = user: !(isDisabled user) && host.accounts.${user}.password or null != null;
  deaf = user: what: ''fleet: ${user} ${what}, which ${maker} does not heed (${option}).'';
in
{
  inherit (origin "user-maker") _class _file key;
  config = {
    assertions = map (user: {
      assertion = false;
      message = ''fleet: ${of user} is disabled, and ${maker} makes the accounts there (${option}), which locks none: whoever got in still does. Leave ${option} off; or take the account out of the host, and lock it on the machine with `usermod --expiredate 1`.'';
    }) (filter isDisabled users);
    warnings =
      map (user: deaf (of user) "is to end by `expires`") (
        filter (user: host.accounts.${user} ? lockedFrom) users
      )
      ++ (
        if maker != "systemd-sysusers" then
          [ ]
        else
          map (user: deaf (of user) "has a declared `password`") (filter hasPassword users)
          ++ (
            if host.root.password or null == null then
              [ ]
            else
              [ (deaf ''root on host "${id}"'' "has a declared `password`") ]
          )
      );
  };
}
