{
  home.sessionVariables.EDITOR = "nano";
}
