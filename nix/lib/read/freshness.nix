# The files that `fleet.json` was computed from and that are no longer what they were: a list of
# { path, message }, empty when all is fresh.
{ root, sources }:
let
  inherit (builtins)
    attrNames
    concatMap
    hashFile
    hashString
    pathExists
    readFile
    replaceStrings
    ;
  shellWord = import ./shell-word.nix;

  # As fleet digests a source: git may have given it other line ends on this machine. Digests of before
  # are of the file as it was.
  isSame =
    file: digest:
    "sha256-${hashFile "sha256" file}" == digest
    || "sha256-${hashString "sha256" (replaceStrings [ "\r\n" ] [ "\n" ] (readFile file))}" == digest;

  problem =
    path:
    let
      file = root + "/${path}";
    in
    if !pathExists file then
      "${path}, which fleet.json was computed from, is not here. Either it was deleted, and `fleet generate` is due; or git does not track it, and so the flake does not see it: `git add ${shellWord path}`."
    else if !isSame file sources.${path} then
      "${path} has changed since fleet.json was computed from it. Run `fleet generate`."
    else
      null;
in
concatMap (
  path:
  let
    message = problem path;
  in
  if message == null then [ ] else [ { inherit path message; } ]
) (attrNames sources)
