# The checks of a fleet for one system, as a flake publishes them. A fleet.json that is stale or was
# changed is an error of evaluation: there is nothing to build that could pass.
{ edits, stale }:
let
  inherit (builtins) concatStringsSep;
  problems = edits ++ stale;
  title = if stale == [ ] then "fleet.json is not as fleet wrote it." else "fleet.json is stale.";
  message = concatStringsSep "\n" ([ "fleet: ${title}" ] ++ map (one: "- ${one.message}") problems);
in
system: {
  # No package is needed for it, so there is none to be missing. Its name is there even when it fails,
  # so that `nix flake show` still lists what a flake has.
  fleet-fresh = derivation {
    inherit system;
    name = "fleet-fresh";
    builder = "/bin/sh";
    args =
      if problems == [ ] then
        [
          "-c"
          "echo fresh > $out"
        ]
      else
        throw message;
  };
}
