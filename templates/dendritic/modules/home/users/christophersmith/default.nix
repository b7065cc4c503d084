# Christopher's home.
{
  flake.modules.homeManager."users/christophersmith" = {
    home.shellAliases.ll = "ls -l";
  };
}
