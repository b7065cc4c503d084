# The disk layout of cinnabar, a NixOS module that the declaration names by its path. With disko, its
# module goes to `fleet.hosts.cinnabar.modules` in flake.nix, and `disko.devices` here.
{
  boot.loader.systemd-boot.enable = true;
  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
  fileSystems."/boot" = {
    device = "/dev/disk/by-label/boot";
    fsType = "vfat";
  };
}
