# The feature "gaming".
{
  programs.steam.enable = true;
  programs.gamemode.enable = true;
  # Steam is not free software.
  nixpkgs.config.allowUnfree = true;
}
