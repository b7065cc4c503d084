# What both homes have: they need not import it.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.fd
    pkgs.htop
    pkgs.jq
    pkgs.ripgrep
  ];
  programs.bat.enable = true;
  programs.eza.enable = true;
  programs.fish.enable = true;
  programs.fzf.enable = true;
  # Who commits comes from the declaration.
  programs.git.enable = true;
}
