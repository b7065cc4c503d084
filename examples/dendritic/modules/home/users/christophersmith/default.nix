# Christopher's home.
{
  flake.modules.homeManager."users/christophersmith" =
    { config, ... }:
    {
      home.sessionVariables.GITHUB_TOKEN_FILE = config.sops.secrets.github-token.path;
    };
}
