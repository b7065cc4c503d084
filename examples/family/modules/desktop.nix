# The feature "desktop": a graphical session, sound and a network that follows the user.
{ fleet, lib, ... }:
{
  networking.networkmanager.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };
  programs.niri.enable = true;

  services.xserver.videoDrivers = lib.mkIf ((fleet.host.hardware.gpu or null) == "nvidia") [
    "nvidia"
  ];
}
