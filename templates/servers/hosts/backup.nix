# Where backups go: a repository for each host that has the feature "backed-up" and a known key.
{ fleet, lib, ... }:
let
  isBackedUp = _: host: lib.elem "backed-up" host.features && host ? sshHostKey;
in
{
  services.borgbackup.repos = lib.mapAttrs (id: host: {
    path = "/var/lib/backups/${id}";
    authorizedKeys = [ host.sshHostKey ];
  }) (lib.filterAttrs isBackedUp fleet.hosts);
}
