# Janette's home.
{
  flake.modules.homeManager."users/janettesmith" = {
    programs.helix.enable = true;
  };
}
