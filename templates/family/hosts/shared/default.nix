# What all systems have in common.
{ fleet, lib, ... }:
{
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];

  time.timeZone = lib.mkDefault "Europe/Berlin";

  # `fleet.host` is what the declaration says about this host.
  hardware.cpu.amd.updateMicrocode = (fleet.host.hardware.cpu or null) == "amd";
  hardware.cpu.intel.updateMicrocode = (fleet.host.hardware.cpu or null) == "intel";
  services.fstrim.enable = fleet.host.hardware.ssd or false;

  # Keith's virtual machines. NixOS passes over a group that nothing makes; `libvirtd` comes with this.
  virtualisation.libvirtd.enable = true;
}
