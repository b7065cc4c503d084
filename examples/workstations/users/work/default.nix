# The home of the login for work.
{
  programs.bash.enable = true;
}
