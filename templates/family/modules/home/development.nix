# What people need who write programs.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.jq
    pkgs.nodejs
  ];
  programs.git.enable = true;
}
