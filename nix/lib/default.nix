# Everything that fleet offers to Nix, on builtins alone: whoever calls brings `lib` and the inputs.
{
  mkFleet = import ./build/mk-fleet.nix;
  packageFor = import ./package-for.nix;
  probe = import ./facts/probe.nix;
  readFleet = import ./read/read-fleet.nix;
  version = import ./version.nix;
}
