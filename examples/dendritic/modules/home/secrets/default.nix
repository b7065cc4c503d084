# What homes do with their secrets, which fleet.config.ts declares: modules of one name, from several
# files, come together.
let
  withToken =
    { config, ... }:
    {
      home.sessionVariables.GITHUB_TOKEN_FILE = config.sops.secrets.github-token.path;
    };
in
{
  flake.modules.homeManager = {
    "users/christophersmith" = withToken;
    "users/janettesmith" = withToken;
    "users/raquel" = withToken;
    "users/crs58" =
      { config, ... }:
      {
        imports = [ withToken ];
        programs.git.signing = {
          format = "ssh";
          key = config.sops.secrets.ssh-signing-key.path;
          signByDefault = true;
        };
      };
  };
}
