# What all homes have in common.
{
  programs.home-manager.enable = true;
  xdg.enable = true;
}
