# The groups that are declared for a host. Who is a member is said by accounts.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins) mapAttrs;
  inherit (lib) mkIf;
  default = defaultOf lib;
in
{
  inherit (origin "groups") _class _file key;
  config.users.groups = mapAttrs (_: group: {
    gid = mkIf (group ? gid) (default group.gid);
  }) host.groups;
}
