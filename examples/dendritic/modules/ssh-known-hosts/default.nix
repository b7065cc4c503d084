# The feature "ssh-known-hosts": every machine knows the others by their keys.
let
  module =
    { fleet, lib, ... }:
    {
      programs.ssh.knownHosts = lib.mapAttrs (_: host: {
        hostNames = [ host.hostname ];
        publicKey = host.sshHostKey;
      }) fleet.hosts;
    };
in
{
  flake.modules.darwin.ssh-known-hosts = module;
  flake.modules.nixos.ssh-known-hosts = module;
}
