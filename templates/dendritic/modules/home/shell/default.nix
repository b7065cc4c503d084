# The aggregate "shell".
{
  flake.modules.homeManager.shell =
    { config, ... }:
    {
      programs.fish.enable = true;
      programs.starship.enable = true;
      programs.tmux.enable = true;
      programs.zsh = {
        enable = true;
        dotDir = "${config.xdg.configHome}/zsh";
      };
    };
}
