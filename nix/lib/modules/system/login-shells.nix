# The login shells of a host, so that the system takes them for such. NixOS wants those that have a
# module enabled, and then lists them in /etc/shells; the others have to be put there, and on a Mac all.
# Which ones have a module is for the system to say: it may be any release.
let
  defaultOf = import ../default-value.nix;
  shells = import ../shell.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{
  lib,
  options,
  pkgs,
  ...
}:
let
  inherit (builtins)
    attrNames
    elem
    filter
    listToAttrs
    ;
  inherit (lib) mkIf;
  default = defaultOf lib;

  # An account that has it, by shell: for what is wrong with it, one is enough.
  usersIn =
    kind: declared: isSaid:
    listToAttrs (
      map (accountId: {
        name = declared.${accountId}.shell;
        value = ''${kind} "${accountId}"'';
      }) (filter (accountId: isSaid declared.${accountId}) (attrNames declared))
    );
  users =
    usersIn "service account" (host.serviceAccounts or { }) (account: account ? shell)
    // usersIn "user" host.accounts (shells.isSaid host);
  used = attrNames users;
  programs = map shells.program used;

  isEnabled = name: options.programs.${name} or { } ? enable && elem name programs;
  enabled = filter isEnabled shells.programs;
  isListed =
    shell: host.platform != "darwin" && elem (shells.program shell) ([ "bash" ] ++ enabled);
  unlisted = filter (shell: !(isListed shell)) used;
in
{
  inherit (origin "login-shells") _class _file key;
  config = {
    environment.shells = mkIf (unlisted != [ ]) (
      map (
        shell:
        shells.package {
          inherit pkgs shell;
          user = ''${users.${shell}} on host "${id}"'';
        }
      ) unlisted
    );
    programs = listToAttrs (
      map (name: {
        inherit name;
        value.enable = default true;
      }) enabled
    );
  };
}
