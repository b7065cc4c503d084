# As much of a machine as NixOS asks for before it builds one: something to start from.
{ lib, ... }:
{
  boot.loader.grub.enable = lib.mkDefault false;
  fileSystems."/" = {
    device = lib.mkDefault "/dev/disk/by-label/nixos";
    fsType = lib.mkDefault "ext4";
  };
}
