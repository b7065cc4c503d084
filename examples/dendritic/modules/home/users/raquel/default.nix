# Raquel's home, the same with the system and without.
{
  flake.modules.homeManager."users/raquel" =
    { config, ... }:
    {
      home.sessionVariables.GITHUB_TOKEN_FILE = config.sops.secrets.github-token.path;
    };
}
