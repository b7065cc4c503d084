# The packages of npm that some folders of a lock file need, each at its place in node_modules, with the
# tarball that the registry has of it. The lock file says which version and which hash; it holds no
# address, and every registry has a tarball under the same one.
{
  # A parsed package-lock.json, of version 3.
  lock,
  # Where packages come from, without a slash at its end.
  registry,
  # Folders and packages to start from, as the lock file calls them.
  roots,
  # Of these folders the development dependencies are needed, too.
  developed ? [ ],
  # Names that nothing here needs, whoever asks for them.
  without ? [ ],
  # What they are to run on, in the words of npm: `os`, `cpu` and `libc`.
  platform,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    elem
    elemAt
    filter
    genericClosure
    head
    match
    substring
    ;
  entries = lock.packages;

  # The folder whose node_modules is looked into next.
  above =
    folder:
    let
      nested = match "(.*)/node_modules/(@[^/]+/)?[^/]+" folder;
    in
    if nested == null then "" else head nested;

  # Where Node would find a package of this name; null where it is not locked.
  find =
    folder: name:
    let
      place = (if folder == "" then "" else "${folder}/") + "node_modules/${name}";
    in
    if entries ? ${place} then
      place
    else if folder == "" then
      null
    else
      find (above folder) name;

  # npm writes a list of what is meant, or of what is not (`!win32`).
  allows =
    list: value:
    let
      meant = filter (one: substring 0 1 one != "!") list;
    in
    if meant == [ ] then !elem "!${value}" list else elem value meant;
  fits =
    entry:
    allows (entry.os or [ ]) platform.os
    && allows (entry.cpu or [ ]) platform.cpu
    && (platform.os != "linux" || allows (entry.libc or [ ]) platform.libc);

  needs =
    folder:
    let
      entry = entries.${folder};
      optional = entry.optionalDependencies or { };
      names =
        attrNames (
          entry.dependencies or { }
          // (if elem folder developed then entry.devDependencies or { } else { })
          // optional
        );
      place =
        name:
        let
          found = find folder name;
        in
        if found != null then
          if fits entries.${found} then [ { key = found; } ] else [ ]
        else if optional ? ${name} then
          [ ]
        else
          throw ''
            fleet: package-lock.json has no "${name}", which ${folder} needs.
            Run `npm install`, and commit the lock file.'';
    in
    if entry.link or false then
      [ { key = entry.resolved; } ]
    else
      concatMap place (filter (name: !elem name without) names);

  closure = map (one: one.key) (genericClosure {
    startSet = map (key: { inherit key; }) roots;
    operator = { key }: needs key;
  });

  # An alias has the name of the package in its entry; of others it is in the place.
  nameOf =
    place:
    entries.${place}.name or (elemAt (match "(.*/)?node_modules/((@[^/]+/)?[^/]+)" place) 1);
in
{
  # Links to folders of the repository: `place` and `target`, both from its root.
  links = concatMap (
    place:
    if entries.${place}.link or false then
      [
        {
          inherit place;
          target = entries.${place}.resolved;
        }
      ]
    else
      [ ]
  ) closure;
  # Tarballs: `place`, and the `url` and `hash` of what is to be there.
  tarballs = concatMap (
    place:
    let
      entry = entries.${place};
      name = nameOf place;
    in
    if entry ? integrity then
      [
        {
          inherit place;
          url = "${registry}/${name}/-/${baseNameOf name}-${entry.version}.tgz";
          hash = entry.integrity;
        }
      ]
    else
      [ ]
  ) closure;
}
