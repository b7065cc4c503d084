# The files that `fleet.json` was computed from and that are no longer what they were: a list of
# { path, message }, empty when all is fresh.
{ root, sources }:
let
  inherit (builtins)
    attrNames
    concatMap
    hashFile
    pathExists
    ;
  shellWord = import ./shell-word.nix;

  problem =
    path:
    let
      file = root + "/${path}";
    in
    if !pathExists file then
      "${path}, which fleet.json was computed from, is not here. Either it was deleted, and `fleet generate` is due; or git does not track it, and so the flake does not see it: `git add ${shellWord path}`."
    else if "sha256-${hashFile "sha256" file}" != sources.${path} then
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
