# Programs: each has the options that fleets set. What is not here is an error, as a misspelt option is
# in NixOS.
{ lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open option switched;

  shell = enable: {
    enable = option types.bool enable;
    interactiveShellInit = option types.lines "";
    loginShellInit = option types.lines "";
    promptInit = option types.lines "";
    shellAliases = open;
    shellInit = option types.lines "";
  };
in
{
  options.programs = switched [
    "firefox"
    "gamescope"
    "hyprland"
    "java"
    "mosh"
    "mtr"
    "niri"
    "sway"
    "thunar"
    "virt-manager"
    "wireshark"
  ] // {
    bash = shell true;
    command-not-found.enable = option types.bool true;
    dconf.enable = option types.bool false;
    dconf.profiles = open;
    direnv = {
      enable = option types.bool false;
      nix-direnv.enable = option types.bool true;
    };
    fish = shell false;
    gamemode = {
      enable = option types.bool false;
      settings = open;
    };
    git = {
      config = open;
      enable = option types.bool false;
      lfs.enable = option types.bool false;
    };
    gnupg.agent = {
      enable = option types.bool false;
      enableSSHSupport = option types.bool false;
    };
    neovim = {
      defaultEditor = option types.bool false;
      enable = option types.bool false;
    };
    nh = {
      clean.dates = option types.singleLineStr "weekly";
      clean.enable = option types.bool false;
      clean.extraArgs = option types.singleLineStr "";
      enable = option types.bool false;
      flake = option (types.nullOr (types.either types.singleLineStr types.path)) null;
    };
    nix-ld = {
      enable = option types.bool false;
      libraries = option (types.listOf types.package) [ ];
    };
    ssh = {
      extraConfig = option types.lines "";
      knownHosts = open;
      startAgent = option types.bool false;
    };
    steam = {
      enable = option types.bool false;
      remotePlay.openFirewall = option types.bool false;
    };
    tmux = {
      enable = option types.bool false;
      extraConfig = option types.lines "";
    };
    vim = {
      defaultEditor = option types.bool false;
      enable = option types.bool false;
    };
    xonsh = shell false;
    zsh = shell false // {
      autosuggestions.enable = option types.bool false;
      syntaxHighlighting.enable = option types.bool false;
    };
  };
}
