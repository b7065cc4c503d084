# The primary groups that are declared of accounts, and those that are an account's own. An account that is
# disabled keeps its: its files are of that group.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins) attrValues filter listToAttrs;
  inherit (lib) mkIf;
  default = defaultOf lib;
  accounts = filter (account: account ? primaryGroup) (attrValues host.accounts);
in
{
  inherit (origin "primary-groups") _class _file key;
  config.users = {
    # The gid is the uid, as useradd(8) does it: the same on all hosts, in archives and on network drives.
    groups = listToAttrs (
      map (account: {
        name = account.primaryGroup;
        value.gid = mkIf (account ? uid) (default account.uid);
      }) (filter (account: account.hasOwnGroup or false) accounts)
    );
    users = listToAttrs (
      map (account: {
        name = account.username;
        value.group = default account.primaryGroup;
      }) accounts
    );
  };
}
