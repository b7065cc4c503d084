# What all homes have in common, on every server.
{
  programs.home-manager.enable = true;
}
