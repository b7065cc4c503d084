# Everything that fleet offers to Nix, on builtins alone: whoever calls brings `lib` and the inputs.
{
  mkFleet = import ./mk-fleet.nix;
  probe = import ./probe.nix;
  readFleet = import ./read-fleet.nix;
}
