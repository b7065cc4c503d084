# What all homes have in common, on every Mac.
{
  programs.home-manager.enable = true;
  xdg.enable = true;
}
