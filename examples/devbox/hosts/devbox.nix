# Accounts, groups, keys and code-server come from the declaration; this is the rest.
{
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
  services.openssh = {
    enable = true;
    settings.PasswordAuthentication = false;
  };
  virtualisation.docker.enable = true;
  networking.networkmanager.enable = true;
  # Nobody has a password to type.
  security.sudo.wheelNeedsPassword = false;
}
