# The notebook that goes along.
{
  services.openssh.enable = true;
  services.logind.settings.Login.HandleLidSwitch = "suspend";
}
