# Ben's home, on every Mac.
{
  home.shellAliases.ll = "ls -l";
}
