# Joachim's home, on every machine.
{
  imports = [ ./programs/starship.nix ];

  programs.fish.shellAliases.ll = "ls -l";
}
