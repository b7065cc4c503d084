# The feature "development".
{
  programs.direnv.enable = true;
}
