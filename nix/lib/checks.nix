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
  # No package is needed for it, so there is none to be missing.
  fleet-fresh =
    if stale == [ ] then
      derivation {
        inherit system;
        name = "fleet-fresh";
        builder = "/bin/sh";
        args = [
          "-c"
          "echo fresh > $out"
        ];
      }
    else
      throw message;
}
