# The desktop computer.
{ config, ... }:
{
  # The hash of the password is there before the users are.
  users.users.joachim.hashedPasswordFile = config.sops.secrets."joachim-password".path;
}
