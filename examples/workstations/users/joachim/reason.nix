# What it adds on the desktop computer.
{
  home.sessionVariables.STEAM_FORCE_DESKTOPUI_SCALING = "1.5";
}
