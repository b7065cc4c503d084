# Janette's home.
{
  flake.modules.homeManager."users/janettesmith" =
    { config, ... }:
    {
      home.sessionVariables.GITHUB_TOKEN_FILE = config.sops.secrets.github-token.path;
    };
}
