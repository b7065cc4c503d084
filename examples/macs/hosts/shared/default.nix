# What all Macs have in common.
{ pkgs, ... }:
{
  # Where Nix was installed by Determinate's installer, its own daemon is in charge: say `nix.enable = false;`.
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];

  environment.systemPackages = [ pkgs.git ];

  # sudo with a finger. Set for the whole Mac, so it needs no primary user.
  security.pam.services.sudo_local.touchIdAuth = true;

  # The release of nix-darwin that these Macs began with. It stays what it was.
  system.stateVersion = 6;
}
