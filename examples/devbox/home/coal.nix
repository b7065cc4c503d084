{
  programs.fish.shellAliases.dc = "docker compose";
}
