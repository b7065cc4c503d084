# Keith's home, on every host.
{
  programs.fish.enable = true;
  home.shellAliases.ll = "ls -l";
}
