# The feature "development".
{
  programs.direnv.enable = true;
  programs.nix-ld.enable = true;
}
