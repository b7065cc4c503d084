# Who commits comes from the declaration.
{
  programs.git.enable = true;
}
