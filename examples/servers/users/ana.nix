# Ana's home, on every server.
{
  programs.git.enable = true;
}
