# What Keith's home adds on the notebook.
{
  home.sessionVariables.BROWSER = "firefox";
}
