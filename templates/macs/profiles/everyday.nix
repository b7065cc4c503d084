# What every home has: the other profiles extend this one.
{ pkgs, ... }:
{
  home.packages = [ pkgs.less ];
}
