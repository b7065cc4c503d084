# What all machines have in common.
{ inputs, pkgs, ... }:
{
  imports = [
    ./boot.nix
    ./networking.nix
    ./security.nix
    ./services.nix
  ];

  nix.settings = {
    experimental-features = [
      "nix-command"
      "flakes"
    ];
    substituters = [ "https://nix-community.cachix.org" ];
    trusted-public-keys = [
      "nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs="
    ];
  };
  # Collects the garbage of the system and of all homes.
  programs.nh = {
    enable = true;
    clean.enable = true;
  };

  environment.systemPackages = [
    pkgs.git
    pkgs.jq
  ];

  # The revision of this repository that the machine was built from.
  environment.etc.revision.text = inputs.self.rev or "changed since the last commit";
}
