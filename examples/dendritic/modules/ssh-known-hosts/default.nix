# The feature "ssh-known-hosts": every machine knows the others by their keys, as far as these are declared.
let
  module =
    { fleet, lib, ... }:
    {
      programs.ssh.knownHosts = lib.mapAttrs (_: host: {
        hostNames = [ host.hostname ];
        publicKey = host.sshHostKey;
      }) (lib.filterAttrs (_: host: host ? sshHostKey) fleet.hosts);
    };
in
{
  flake.modules.darwin.ssh-known-hosts = module;
  flake.modules.nixos.ssh-known-hosts = module;
}
