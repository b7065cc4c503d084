# The feature "gaming".
{
  programs.steam.enable = true;
  programs.gamemode.enable = true;
}
