# The feature "desktop": a graphical session, sound and a network that follows the user.
{ fleet, lib, ... }:
let
  isNvidia = (fleet.host.hardware.gpu or null) == "nvidia";
in
{
  networking.networkmanager.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };
  programs.niri.enable = true;

  services.xserver.videoDrivers = lib.mkIf isNvidia [ "nvidia" ];
  # NixOS wants to be told: false for cards older than the RTX 20 series.
  hardware.nvidia.open = lib.mkIf isNvidia true;
  nixpkgs.config.allowUnfree = lib.mkIf isNvidia true;
}
