# The notebook.
{
  services.logind.settings.Login.HandleLidSwitch = "suspend";
}
