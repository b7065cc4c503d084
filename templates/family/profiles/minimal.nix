# What every home has, whatever its profile: the others extend this one.
{ pkgs, ... }:
{
  home.packages = [ pkgs.less ];
  home.sessionVariables.PAGER = "less";
}
