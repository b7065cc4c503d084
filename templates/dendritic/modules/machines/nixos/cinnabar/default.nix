# The controller of the network between the machines, in a cloud.
{ inputs, lib, ... }:
{
  flake.modules.nixos."machines/nixos/cinnabar" = {
    imports = lib.optionals (inputs ? srvos) [
      inputs.srvos.nixosModules.server
      inputs.srvos.nixosModules.hardware-hetzner-cloud
    ];
  };
}
