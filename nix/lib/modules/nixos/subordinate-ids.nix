# The ids that programs of accounts may use in containers, /etc/subuid and /etc/subgid. An account that is
# disabled keeps its: files in its home are of them.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins) attrValues filter listToAttrs;
  default = defaultOf lib;
  settingsOf =
    ids:
    if ids == "auto" || ids == "none" then
      { autoSubUidGidRange = default (ids == "auto"); }
    else
      {
        autoSubUidGidRange = default false;
        subGidRanges = [
          {
            inherit (ids) count;
            startGid = ids.start;
          }
        ];
        subUidRanges = [
          {
            inherit (ids) count;
            startUid = ids.start;
          }
        ];
      };
in
{
  inherit (origin "subordinate-ids") _class _file key;
  config.users.users = listToAttrs (
    map (account: {
      name = account.username;
      value = settingsOf account.subordinateIds;
    }) (filter (account: account ? subordinateIds) (attrValues host.accounts))
  );
}
