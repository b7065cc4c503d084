# Ana's home, on every Mac and under either login. Name and e-mail of git come from fleet.config.ts.
{
  programs.git.enable = true;
}
