# Reads `fleet.json` from the root of a fleet: { common, edits, homes, hosts, sources }, where `common` holds
# what modules get to see beside hosts, as far as it is there ({ data }), and `hosts` holds
# { platform, data } by host id. `data` is lazy: with an index beside `fleet.json`, the data of one
# host are read without parsing the others'. Whatever is read is compared with its digest first, so that
# nothing of a file that somebody changed is taken without a word; `edits` lists the changed files, as
# { path, message }.
{ root }:
let
  inherit (builtins)
    addErrorContext
    filter
    intersectAttrs
    mapAttrs
    pathExists
    readFile
    seq
    stringLength
    ;
  parse = import ./parse.nix;
  readStamp = import ./stamp.nix;
  slicesOf = import ./slices.nix;
  warn = import ./warn.nix;

  path = root + "/fleet.json";
  indexPath = root + "/fleet.index.json";

  file =
    if pathExists path then
      readStamp (addErrorContext "while reading fleet.json (`fleet generate` writes it anew)" (readFile path))
    else
      throw ''
        fleet: there is no fleet.json in ${toString root}.
        It is computed from the fleet's declaration. In that folder, run
            fleet generate
        and, where the folder is a git repository, let git track the file, or the flake does not see it:
            git add fleet.json'';
  inherit (file) text;

  edit =
    if file.problem == null then
      null
    else
      {
        path = "fleet.json";
        message = "fleet.json ${file.problem}. It is taken as it is; `fleet generate` writes it anew from the declaration.";
      };
  # Said once, however often the value is asked for.
  told = if edit == null then null else warn edit.message null;

  whole = parse { inherit root told; } "fleet.json" text;

  wholeHosts = mapAttrs (_: data: {
    inherit (data) platform;
    inherit data;
  }) whole.hosts;

  hasIndex = pathExists indexPath;
  indexFile = readStamp (readFile indexPath);
  index = parse {
    inherit root;
    told = null;
  } "fleet.index.json" indexFile.text;

  # An index that somebody changed, or of another fleet.json, is of no use, but does no harm either.
  indexProblem =
    if !hasIndex then
      null
    else if indexFile.problem != null then
      indexFile.problem
    else if index.size != stringLength text then
      "is of another fleet.json"
    else
      null;
  indexEdit =
    if indexProblem == null then
      null
    else
      {
        path = "fleet.index.json";
        message = "fleet.index.json ${indexProblem}. It is passed over; `fleet generate` writes it anew from the declaration.";
      };
  isIndexed = hasIndex && indexProblem == null;

  slices = slicesOf {
    inherit
      index
      text
      told
      whole
      ;
  };

  indexedHosts = mapAttrs (id: entry: {
    inherit (entry) platform;
    data = slices.${id};
  }) index.hosts;

  # One mistake is said once: where fleet.json itself was changed, its index does not fit either.
  toldOfIndex = if indexEdit == null || edit != null then null else warn indexEdit.message null;
  # What stands in both files.
  shared = if isIndexed then index else seq toldOfIndex whole;
in
{
  inherit (shared) homes sources;
  # A value that is null is one.
  common = intersectAttrs { data = null; } shared;
  hosts = if isIndexed then indexedHosts else seq toldOfIndex wholeHosts;
  edits = filter (one: one != null) [
    indexEdit
    edit
  ];
}
