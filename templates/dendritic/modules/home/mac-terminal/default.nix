# What of the aggregate "shell" is for Macs alone.
{
  flake.modules.homeManager.mac-terminal = {
    # macOS has a pbcopy of its own.
    home.shellAliases.copy = "pbcopy";
  };
}
