# What all machines have in common.
{
  imports = [
    ./boot.nix
    ./networking.nix
    ./security.nix
    ./services.nix
  ];

  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
}
