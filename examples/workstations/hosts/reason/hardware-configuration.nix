# Replace this with what `nixos-generate-config --show-hardware-config` prints on the machine.
{
  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
}
