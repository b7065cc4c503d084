# The feature "base": what every machine has.
let
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
in
{
  flake.modules.darwin.base = {
    inherit nix;
  };

  flake.modules.nixos.base = {
    inherit nix;
    services.openssh = {
      enable = true;
      settings.PasswordAuthentication = false;
    };
    security.sudo.wheelNeedsPassword = false;
  };
}
