# What all homes have in common, on every host.
{
  programs.home-manager.enable = true;
}
