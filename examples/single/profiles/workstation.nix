# What the homes of people who work at a machine have in common.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.fd
    pkgs.ripgrep
  ];
}
