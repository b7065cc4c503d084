# Cleo's home.
{
  home.sessionVariables.EDITOR = "nano";
}
