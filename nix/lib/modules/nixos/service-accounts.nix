# The accounts of a host that are nobody's: users of the system, each with a group of its own unless the
# fleet names one. Their shells are enabled with those of people (../system/login-shells.nix).
let
  defaultOf = import ../default-value.nix;
  shells = import ../shell.nix;
  sshKeysOf = import ../ssh-keys.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{ lib, pkgs, ... }:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    listToAttrs
    ;
  inherit (lib) mkIf;
  default = defaultOf lib;

  accounts = map (
    accountId:
    let
      account = {
        groups = [ ];
        sshKeys = [ ];
      }
      // host.serviceAccounts.${accountId};
      user = ''service account "${accountId}" on host "${id}"'';
    in
    {
      inherit account user;
      ssh = sshKeysOf {
        inherit account user;
        # Most are for what runs on the host, and nobody logs in.
        needsKey = false;
      };
    }
  ) (attrNames host.serviceAccounts);

  accountOptions =
    {
      account,
      ssh,
      user,
    }:
    {
      createHome = mkIf (account ? createHome) (default account.createHome);
      description = mkIf (account ? description) (default account.description);
      extraGroups = account.groups;
      group = default account.group;
      home = mkIf (account ? homeDirectory) (default account.homeDirectory);
      isSystemUser = default true;
      openssh.authorizedKeys = { inherit (ssh) keys; };
      # Without one, NixOS's own of a system user stays, which runs nothing.
      shell = mkIf (account ? shell) (
        default (
          shells.package {
            inherit pkgs user;
            inherit (account) shell;
          }
        )
      );
      uid = mkIf (account ? uid) (default account.uid);
    };
in
{
  inherit (origin "service-accounts") _class _file key;
  config = {
    assertions = concatMap ({ ssh, ... }: ssh.assertions) accounts;
    users.groups = listToAttrs (
      map (entry: {
        name = entry.account.group;
        value = { };
      }) (filter (entry: entry.account.hasOwnGroup or false) accounts)
    );
    users.users = listToAttrs (
      map (entry: {
        name = entry.account.username;
        value = accountOptions entry;
      }) accounts
    );
    warnings = concatMap ({ ssh, ... }: ssh.warnings) accounts;
  };
}
