# What all systems have in common.
{
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
}
