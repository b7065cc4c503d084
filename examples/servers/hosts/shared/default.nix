# What all servers have in common. People get in by SSH keys alone, which are in fleet.config.ts.
{ fleet, lib, ... }:
{
  services.openssh = {
    enable = true;
    settings = {
      KbdInteractiveAuthentication = false;
      PasswordAuthentication = false;
      # With a key, where `root` in fleet.config.ts names one.
      PermitRootLogin = "prohibit-password";
    };
  };

  # Every server knows the others by their keys.
  programs.ssh.knownHosts = lib.mapAttrs (_: host: {
    hostNames = [ host.hostname ];
    publicKey = host.sshHostKey;
  }) (lib.filterAttrs (_: host: host ? sshHostKey) fleet.hosts);

  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
}
