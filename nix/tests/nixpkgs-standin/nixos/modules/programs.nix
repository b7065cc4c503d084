# The shells have the options that matter to a login; the other programs take anything.
{ lib, ... }:
let
  inherit (lib) genAttrs types;
  inherit (import ./option.nix lib) open option;

  shell = enable: {
    enable = option types.bool enable;
    interactiveShellInit = option types.lines "";
    loginShellInit = option types.lines "";
    shellAliases = open;
    shellInit = option types.lines "";
  };
in
{
  options.programs =
    genAttrs [
      "command-not-found"
      "dconf"
      "direnv"
      "firefox"
      "gamemode"
      "gamescope"
      "git"
      "gnupg"
      "hyprland"
      "java"
      "mosh"
      "mtr"
      "neovim"
      "nh"
      "niri"
      "nix-ld"
      "ssh"
      "steam"
      "sway"
      "thunar"
      "tmux"
      "vim"
      "virt-manager"
      "wireshark"
    ] (_: open)
    // {
      bash = shell true;
      fish = shell false;
      xonsh = shell false;
      zsh = shell false;
    };
}
