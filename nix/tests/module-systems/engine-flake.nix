# A flake of the fleet in roots/engines, whose hosts have engines that read outputs of their own.
{
  inputs,
  mkFlakeWith,
  roots,
}:
{
  # The engines that are inputs of the flake.
  engines,
  # A further module of the flake.
  module ? { },
}:
mkFlakeWith engines {
  imports = [ module ];
  fleet.root = roots + "/engines";
  # What systems of NixOS have in these cases, also where an engine evaluates them.
  fleet.modules = [
    (
      { lib, options, ... }:
      {
        config = lib.optionalAttrs (options ? boot) (import ./machine.nix { inherit lib; });
      }
    )
  ];
}
