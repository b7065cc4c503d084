# The desktop computer.
{
  services.fstrim.enable = true;
}
