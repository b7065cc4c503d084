{ pkgs, ... }:
{
  home.packages = [ pkgs.jq ];
}
