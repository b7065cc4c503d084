# A parsed `fleet.json` or index, if this library can read its version.
file: data:
let
  inherit (builtins) isAttrs toJSON;
  known = 1;
  version = data.version or null;
in
if !isAttrs data || !builtins.isInt version then
  throw ''
    fleet: ${file} does not say its version, so fleet did not write it.
    Run `fleet generate`.''
else if version > known then
  throw ''
    fleet: ${file} has version ${toJSON version}, and this library reads version ${toJSON known}.
    The command that wrote it is newer than the `fleet` input of the flake. Update the input:
        nix flake update fleet
    (before Nix 2.19: nix flake lock --update-input fleet)''
else if version < known then
  throw ''
    fleet: ${file} has version ${toJSON version}, and this library reads version ${toJSON known}.
    The command that wrote it is older than the `fleet` input of the flake. Update the command, and run
        fleet generate''
else
  data
