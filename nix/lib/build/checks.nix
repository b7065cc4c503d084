# The checks of a fleet for one system, as a flake publishes them. A stale fleet.json is an error of
# evaluation: there is nothing to build that could pass.
{ stale }:
let
  inherit (builtins) concatStringsSep;
  message = concatStringsSep "\n" (
    [ "fleet: fleet.json is stale." ] ++ map (one: "- ${one.message}") stale
  );
in
system: {
  # No package is needed for it, so there is none to be missing. Its name is there even when it fails,
  # so that `nix flake show` still lists what a flake has.
  fleet-fresh = derivation {
    inherit system;
    name = "fleet-fresh";
    builder = "/bin/sh";
    args =
      if stale == [ ] then
        [
          "-c"
          "echo fresh > $out"
        ]
      else
        throw message;
  };
}
