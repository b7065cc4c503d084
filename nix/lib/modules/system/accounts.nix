# The accounts of a host as options of NixOS or nix-darwin.
{ id, host }:
{
  lib,
  options,
  pkgs,
}:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    elem
    filter
    listToAttrs
    mapAttrs
    ;
  shells = import ../shell.nix;
  default = import ../default-value.nix lib;
  isNixos = host.platform == "nixos";
  optional = condition: value: if condition then value else { };

  accounts = attrValues (
    mapAttrs (
      userId: account:
      let
        user = ''user "${userId}" on host "${id}"'';
      in
      {
        inherit account user;
        ssh = import ../ssh-keys.nix { inherit account user; };
      }
    ) host.accounts
  );

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
      shell = default (
        shells.package {
          inherit pkgs user;
          inherit (account) shell;
        }
      );
    }
    // optional (account ? uid) { uid = default account.uid; }
    # nix-darwin has neither.
    // optional isNixos {
      extraGroups = account.groups;
      isNormalUser = default true;
    }
    # Whom it creates it hides, and gives no home directory, unless it is told.
    // optional (elem account.username (host.knownUsers or [ ])) {
      createHome = default true;
      isHidden = default false;
    };

  # Which shells have a module is for the system to say: it may be any release.
  enabledShells = filter (
    name:
    options.programs.${name} or { } ? enable
    && elem name (map ({ account, ... }: shells.program account.shell) accounts)
  ) shells.programs;
in
{
  assertions = concatMap ({ ssh, ... }: ssh.assertions) accounts;
  programs = listToAttrs (
    map (name: {
      inherit name;
      value.enable = default true;
    }) enabledShells
  );
  users.users = listToAttrs (
    map (entry: {
      name = entry.account.username;
      value = accountOptions entry;
    }) accounts
  );
  warnings = concatMap ({ ssh, ... }: ssh.warnings) accounts;
}
