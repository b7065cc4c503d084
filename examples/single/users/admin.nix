# The admin's home, on every host. Name and e-mail of git come from fleet.config.ts.
{
  programs.fish.enable = true;
  programs.git.enable = true;
}
