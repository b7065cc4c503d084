# This machine, beside its hardware and its users.
{
  networking.networkmanager.enable = true;
}
