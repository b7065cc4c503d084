# The home of crs58, under either login. Name and address in git come from the declaration.
{
  flake.modules.homeManager."users/crs58" =
    { config, ... }:
    {
      programs.git.signing = {
        format = "ssh";
        key = config.sops.secrets.ssh-signing-key.path;
        signByDefault = true;
      };
      home.sessionVariables.GITHUB_TOKEN_FILE = config.sops.secrets.github-token.path;
    };
}
