# For people who write programs.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.fd
    pkgs.jq
    pkgs.ripgrep
  ];
}
