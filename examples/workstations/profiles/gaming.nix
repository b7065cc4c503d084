{
  home.sessionVariables.MANGOHUD = "1";
}
