# In which files the options of a configuration are defined, and where the source of the flake lies, for
# survey.nix. It is read as a text, too.
{
  # How the text of flake.nix begins, how many bytes it has, and in which folders of a source it may lie.
  flakeStart,
  flakeSize,
  folders,
  # Texts of paths, some of which may lie in the source of the flake; or null.
  candidates,
  # Where the modules of the system itself lie, or null.
  modulesPath,
  textOf,
  valueOr,
}:
let
  inherit (builtins)
    concatMap
    elem
    elemAt
    filter
    foldl'
    genList
    head
    isAttrs
    isList
    length
    map
    match
    pathExists
    readFile
    stringLength
    substring
    unsafeGetAttrPos
    ;
  pathOf = text: /. + text;

  # "/nix/store/…-source" of a path in there.
  rootOf =
    path:
    let
      found = match "(/nix/store/[^/]+)(/.*)?" path;
    in
    if found == null then null else head found;
  unique = foldl' (kept: one: if elem one kept then kept else kept ++ [ one ]) [ ];
  roots = filter (root: root != null) (
    unique (map (text: if text == null then null else rootOf (textOf text)) candidates)
  );

  # The source of the flake is known by the text of its flake.nix.
  isFlake =
    text:
    stringLength text == flakeSize && substring 0 (stringLength flakeStart) text == flakeStart;
  sources = concatMap (
    root:
    concatMap (
      folder:
      let
        inner = if folder == "" then root else "${root}/${folder}";
        file = pathOf "${inner}/flake.nix";
      in
      if pathExists file && isFlake (readFile file) then
        [
          { inherit folder root; }
        ]
      else
        [ ]
    ) folders
  ) roots;
  source = if sources == [ ] then null else head sources;

  isOwn =
    file:
    source != null
    && (
      file == source.root
      || substring 0 (stringLength source.root + 1) file == "${source.root}/"
    );

  # Modules that are written in a flake.nix are said by `nixosSystem` to lie in that of nixpkgs, in which there
  # is hardly any.
  unknown = "<unknown-file>";
  nixpkgs = if modulesPath == null then null else match "(.*)/nixos/modules" modulesPath;
  isUnknown =
    file: file == null || file == unknown || (nixpkgs != null && file == "${head nixpkgs}/flake.nix");

  # A folder stands for a file in it. flake-parts says by which option a module was published, too.
  entryOf =
    text:
    let
      published = match "(.*), via option .*" text;
      file = if published == null then text else head published;
    in
    if match ".*\\.[a-z]+" file == null && isOwn file && pathExists (pathOf "${file}/default.nix") then
      "${file}/default.nix"
    else
      file;
  fileOf = file: if isUnknown file then unknown else entryOf file;

  # Definitions with their files, on older releases of lib, too.
  definitionsOf =
    option:
    if option ? definitionsWithLocations then
      option.definitionsWithLocations
    else
      let
        files = option.files or [ ];
        values = option.definitions or [ ];
        count = if length files < length values then length files else length values;
      in
      genList (index: {
        file = elemAt files index;
        value = elemAt values index;
      }) count;

  # Whether a definition says something: one under a condition that is false does not.
  isSaid =
    value:
    let
      type = value._type or null;
    in
    if !isAttrs value || type == null then
      true
    else if type == "if" then
      valueOr true value.condition && isSaid value.content
    else if type == "merge" then
      !isList value.contents || builtins.any isSaid value.contents
    else if type == "override" || type == "order" then
      isSaid (value.content or null)
    else
      true;
  saysOf = member: value: isAttrs value && value ? ${member} && isSaid value.${member};
in
{
  inherit
    definitionsOf
    entryOf
    fileOf
    isOwn
    isSaid
    isUnknown
    pathOf
    rootOf
    source
    unique
    unknown
    ;

  # The files that say something of a member of options. Where the module system does not know one, the member
  # itself bears a place.
  definedIn =
    options: member:
    let
      whereOf =
        definition:
        let
          file = textOf definition.file;
          place = unsafeGetAttrPos member definition.value;
        in
        if isUnknown file && place != null && rootOf place.file != null then
          entryOf place.file
        else
          fileOf file;
    in
    unique (
      map whereOf (
        filter (definition: valueOr false (saysOf member definition.value)) (
          concatMap definitionsOf options
        )
      )
    );
}
