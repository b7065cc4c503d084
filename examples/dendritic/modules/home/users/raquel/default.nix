# Raquel's home, the same with the system and without.
{
  flake.modules.homeManager."users/raquel" = {
    home.sessionVariables.EDITOR = "nano";
  };
}
