# What all homes have in common.
{ pkgs, ... }:
{
  imports = [
    ./programs/fish
    ./programs/helix
  ];

  programs.home-manager.enable = true;
  xdg.enable = true;
  # From overlays/default.nix, in a home with its system and without.
  home.packages = [ pkgs.nas-status ];
}
