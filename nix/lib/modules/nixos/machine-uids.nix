# Whom the uids of a host belong to on the machine itself. NixOS leaves a login the uid that it has
# there, and gives away one that another login has, with its files: both with a line of warning, in the
# middle of a switch. So the switch is refused before it begins, where a release has a place for that.
let
  defaultOf = import ../default-value.nix;
  scriptOf = import ./machine-uids-script.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  inherit (builtins) attrNames concatMap;
  inherit (lib) optionalAttrs;
  default = defaultOf lib;

  # What the system comes to in the end: a module may have set another uid.
  checkedIn =
    kind: declared:
    concatMap (
      accountId:
      let
        user = config.users.users.${declared.${accountId}.username};
      in
      if user.uid == null || !user.enable then
        [ ]
      else
        [
          {
            inherit (user) home name uid;
            user = ''${kind} "${accountId}" on host "${id}"'';
          }
        ]
    ) (attrNames declared);
  accounts =
    checkedIn "user" host.accounts ++ checkedIn "service account" (host.serviceAccounts or { });
in
{
  inherit (origin "machine-uids") _class _file key;
  config = optionalAttrs (options.system or { } ? preSwitchChecks) {
    system.preSwitchChecks.fleet-uids = default (scriptOf {
      inherit accounts;
      getent = "${pkgs.getent}/bin/getent";
    });
  };
}
