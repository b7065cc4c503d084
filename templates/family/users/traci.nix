# Traci's home, on every host.
{
  programs.bash.enable = true;
}
