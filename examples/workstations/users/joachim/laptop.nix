# What it adds on the notebook.
{
  home.sessionVariables.BROWSER = "firefox";
}
