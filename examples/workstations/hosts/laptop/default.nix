# The notebook.
{ config, ... }:
{
  services.logind.settings.Login.HandleLidSwitch = "suspend";

  # The hashes of the passwords are there before the users are.
  users.users.joachim.hashedPasswordFile = config.sops.secrets."joachim-password".path;
  users.users.work-user.hashedPasswordFile = config.sops.secrets."work-password".path;
}
