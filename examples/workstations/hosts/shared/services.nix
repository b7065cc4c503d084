{ fleet, ... }:
{
  services.openssh.enable = true;
  services.fstrim.enable = fleet.host.hardware.ssd or false;
}
