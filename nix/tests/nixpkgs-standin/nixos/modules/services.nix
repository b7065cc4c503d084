# Services: each has the options that fleets set. What is not here is an error, as a misspelt option is
# in NixOS.
{ config, lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open option switched;
in
{
  options.services =
    switched [
      "avahi"
      "blueman"
      "comin"
      "fwupd"
      "nginx"
      "pcscd"
      "postgresql"
      "printing"
      "resolved"
      "timesyncd"
      "udisks2"
      "upower"
      "userborn"
    ]
    // {
      borgbackup.jobs = open;
      borgbackup.repos = open;
      displayManager.gdm.enable = option types.bool false;
      displayManager.sddm.enable = option types.bool false;
      fstrim.enable = option types.bool true;
      logind.settings.Login = open;
      openssh = {
        authorizedKeysFiles = option (types.listOf types.str) [ ];
        enable = option types.bool false;
        extraConfig = option types.lines "";
        hostKeys = option (types.listOf types.attrs) (
          lib.optionals config.services.openssh.enable [
            {
              type = "rsa";
              bits = 4096;
              path = "/etc/ssh/ssh_host_rsa_key";
            }
            {
              type = "ed25519";
              path = "/etc/ssh/ssh_host_ed25519_key";
            }
          ]
        );
        openFirewall = option types.bool true;
        ports = option (types.listOf types.port) [ 22 ];
        settings = open;
      };
      pipewire = {
        alsa.enable = option types.bool false;
        alsa.support32Bit = option types.bool false;
        enable = option types.bool false;
        jack.enable = option types.bool false;
        pulse.enable = option types.bool false;
        wireplumber.enable = option types.bool true;
      };
      tailscale = {
        authKeyFile = option (types.nullOr types.path) null;
        enable = option types.bool false;
        extraUpFlags = option (types.listOf types.str) [ ];
        openFirewall = option types.bool false;
        useRoutingFeatures = option types.str "none";
      };
      udev.extraRules = option types.lines "";
      udev.packages = option (types.listOf types.path) [ ];
      xserver = {
        enable = option types.bool false;
        videoDrivers = option (types.listOf types.str) [ ];
        xkb.layout = option types.str "us";
        xkb.variant = option types.str "";
      };
    };
}
