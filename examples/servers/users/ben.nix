# Ben's home, on every server.
{
  home.sessionVariables.EDITOR = "nano";
}
