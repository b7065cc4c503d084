# The feature "nvidia": the driver is unfree, and its kernel module comes in an open kind.
{
  nixpkgs.config.allowUnfree = true;
  services.xserver.videoDrivers = [ "nvidia" ];
  hardware.nvidia.open = true;
}
