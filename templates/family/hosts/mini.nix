# The computer in the living room.
{
  services.openssh.enable = true;
}
