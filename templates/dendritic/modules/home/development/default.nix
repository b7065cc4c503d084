# The aggregate "development": git, an editor and languages.
{
  flake.modules.homeManager.development =
    { pkgs, ... }:
    {
      programs.git.enable = true;
      programs.helix.enable = true;
      home.packages = [ pkgs.nodejs ];
    };
}
