# The accounts of a host, as far as NixOS and nix-darwin have the same options for them.
let
  defaultOf = import ../default-value.nix;
  forcedOf = import ../forced-value.nix;
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
    elem
    listToAttrs
    ;
  inherit (lib) mkIf;
  default = defaultOf lib;
  forced = forcedOf lib;
  isDisabled = account: account.isDisabled or false;

  # Nobody gets further than that. What nix-darwin does not know it leaves to macOS.
  hasNoShell =
    account: isDisabled account && (host.platform != "darwin" || elem account.username host.knownUsers);
  noShell = forced (
    {
      darwin = "/usr/bin/false";
      # That of the distribution: one of nixpkgs would bring its passwd and su with it, which know nothing of PAM there.
      linux = "/usr/sbin/nologin";
      nixos = pkgs.shadow;
    }
    .${host.platform}
  );

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
      # An empty one is NixOS's own default, and nix-darwin takes none.
      description = mkIf (account.description != "") (default account.description);
      home = default account.homeDirectory;
      openssh.authorizedKeys =
        if isDisabled account then
          {
            keyFiles = forced [ ];
            keys = forced [ ];
          }
        else
          { inherit (ssh) keys; };
      shell =
        if hasNoShell account then
          noShell
        else
          mkIf (shells.isSaid host account) (
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
