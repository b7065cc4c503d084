# The home of crs58, under either login. Name and address in git come from the declaration.
{
  flake.modules.homeManager."users/crs58" = {
    programs.git.ignores = [ ".direnv/" ];
  };
}
