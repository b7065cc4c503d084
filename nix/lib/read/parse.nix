# What a file of fleet's holds, if this library can read it. Nix names neither the file that it could not
# parse nor what to do, so what can be told beforehand is said in words of our own; the rest comes behind
# `told`, which says by evaluation that the file was changed.
{ root, told }:
file: json:
let
  inherit (builtins)
    addErrorContext
    fromJSON
    isAttrs
    match
    replaceStrings
    seq
    stringLength
    substring
    ;
  checkVersion = import ./version.nix;
  size = stringLength json;

  # A merge is the usual reason. A large file is not searched: it would cost more than reading it.
  isConflicted = size < 1000000 && replaceStrings [ "\n<<<<<<< " ] [ "" ] json != json;

  ending = substring (if size < 8 then 0 else size - 8) 8 json;
  isWhole =
    match "[ \t\r\n]*[{].*" (substring 0 8 json) != null && match ".*[}][ \t\r\n]*" ending != null;

  checkShape =
    data:
    if isAttrs (data.hosts or null) && isAttrs (data.homes or null) && isAttrs (data.sources or null) then
      data
    else
      throw ''
        fleet: ${file} is damaged: its "homes", "hosts" or "sources" are not there. Run
            fleet generate --force'';
in
if isConflicted then
  throw ''
    fleet: ${file} holds the conflict markers of a merge.
    There is nothing to resolve in it: resolve the declaration, and run
        fleet generate --force''
else if !isWhole then
  throw ''
    fleet: ${file} is damaged: it is no JSON object from its beginning to its end. Run
        fleet generate --force''
else
  addErrorContext
    "while reading ${file} of the fleet in ${toString root} (`fleet generate` writes it anew)"
    (checkShape (checkVersion file (seq told (fromJSON json))))
