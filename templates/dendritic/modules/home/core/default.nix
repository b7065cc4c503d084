# The aggregate "core": folders, fonts, SSH and basic tools.
{
  flake.modules.homeManager.core =
    { pkgs, ... }:
    {
      # On a Mac, this is also what takes the age key from ~/.config/sops/age/keys.txt.
      xdg.enable = true;
      fonts.fontconfig.enable = true;
      programs.ssh = {
        enable = true;
        enableDefaultConfig = false;
        settings."*".HashKnownHosts = true;
      };
      programs.home-manager.enable = true;
      # `nh home switch`, for who has a home without its system.
      programs.nh.enable = true;
      home.packages = [
        pkgs.jq
        pkgs.less
      ];
    };
}
