# What all servers have in common. People get in by SSH keys alone, which are in fleet.config.ts.
{ fleet, lib, ... }:
{
  services.openssh = {
    enable = true;
    settings = {
      KbdInteractiveAuthentication = false;
      PasswordAuthentication = false;
      PermitRootLogin = "no";
    };
  };

  # Nobody has a password that sudo could ask for. `fleet check --strict-keys` says who has no key.
  security.sudo.wheelNeedsPassword = false;

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
