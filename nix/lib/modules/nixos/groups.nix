# What NixOS alone is told of a host beside its accounts: groups, editors in the browser, the release.
{
  config,
  host,
  id,
  lib,
  pkgs,
}:
let
  inherit (builtins) mapAttrs;
  default = import ../default-value.nix lib;
  optional = condition: value: if condition then value else { };

  editors = import ./code-server.nix {
    inherit
      config
      host
      id
      lib
      pkgs
      ;
  };
  # Who is a member is said by accounts.
  groups = mapAttrs (_: group: optional (group ? gid) { gid = default group.gid; }) (
    host.groups or { }
  );
in
{
  inherit (editors) assertions;
  system.stateVersion = default host.stateVersion;
  users = optional (groups != { }) { inherit groups; };
  warnings = [ ];
}
// optional (editors.services != { }) { systemd.services = editors.services; }
