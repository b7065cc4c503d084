{ pkgs, ... }:
{
  home.packages = [ pkgs.less ];
}
