# Reads `fleet.json` from the root of a fleet: { homes, hosts, sources }, where `hosts` holds
# { platform, data } by host id. `data` is lazy: with an index beside `fleet.json`, the data of one
# host are read without parsing the others'.
{ root }:
let
  inherit (builtins)
    addErrorContext
    fromJSON
    mapAttrs
    pathExists
    readFile
    replaceStrings
    stringLength
    ;
  checkVersion = import ./version.nix;

  path = root + "/fleet.json";
  indexPath = root + "/fleet.index.json";

  text =
    if pathExists path then
      readFile path
    else
      throw ''
        fleet: there is no fleet.json in ${toString root}.
        It is computed from the fleet's declaration. In that folder, run
            fleet generate
        and, where the folder is a git repository, let git track the file, or the flake does not see it:
            git add fleet.json'';

  # Nix says neither which file it could not parse nor why. A merge is the usual reason. A large file
  # is not searched: it would cost more than reading it.
  isConflicted =
    json: stringLength json < 1000000 && replaceStrings [ "\n<<<<<<< " ] [ "" ] json != json;

  parse =
    file: json:
    if isConflicted json then
      throw ''
        fleet: ${file} holds the conflict markers of a merge.
        There is nothing to resolve in it: resolve the declaration, and run
            fleet generate --force''
    else
      addErrorContext "while reading ${file} of the fleet in ${toString root} (`fleet generate` writes it anew)" (
        checkVersion file (fromJSON json)
      );

  whole = parse "fleet.json" text;

  wholeHosts = mapAttrs (_: data: {
    inherit (data) platform;
    inherit data;
  }) whole.hosts;

  index = if pathExists indexPath then parse "fleet.index.json" (readFile indexPath) else null;

  # An index of another fleet.json is of no use, but does no harm either.
  isIndexed = index != null && index.size == stringLength text;

  slices = import ./slices.nix { inherit index text whole; };

  indexedHosts = mapAttrs (id: entry: {
    inherit (entry) platform;
    data = slices.${id};
  }) index.hosts;
in
{
  inherit (if isIndexed then index else whole) homes sources;
  hosts = if isIndexed then indexedHosts else wholeHosts;
}
