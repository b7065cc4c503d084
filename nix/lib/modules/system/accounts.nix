# The accounts of a host, as far as NixOS and nix-darwin have the same options for them.
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
  inherit (builtins) attrNames concatMap listToAttrs;
  inherit (lib) mkIf;
  default = defaultOf lib;

  accounts = map (
    userId:
    let
      account = host.accounts.${userId};
      user = ''user "${userId}" on host "${id}"'';
    in
    {
      inherit account user;
      ssh = sshKeysOf { inherit account user; };
    }
  ) (attrNames host.accounts);

  accountOptions =
    {
      account,
      ssh,
      user,
    }:
    {
      description = default account.description;
      home = default account.homeDirectory;
      openssh.authorizedKeys = { inherit (ssh) keys; };
      shell = mkIf (shells.isSaid host account) (
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
  inherit (origin "accounts") _class _file key;
  config = {
    assertions = concatMap ({ ssh, ... }: ssh.assertions) accounts;
    users.users = listToAttrs (
      map (entry: {
        name = entry.account.username;
        value = accountOptions entry;
      }) accounts
    );
    warnings = concatMap ({ ssh, ... }: ssh.warnings) accounts;
  };
}
