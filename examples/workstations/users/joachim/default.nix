# Joachim's home, on every machine.
{
  programs.fish.enable = true;
}
