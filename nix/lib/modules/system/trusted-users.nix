# Whom the Nix of a host trusts: root, the accounts that are said to be, and whom `root` names beside.
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (lib) mkIf;
in
{
  inherit (origin "trusted-users") _class _file key;
  config.nix.settings.trusted-users = mkIf (host.trustedUsers != [ ]) (
    [ "root" ] ++ host.trustedUsers
  );
}
