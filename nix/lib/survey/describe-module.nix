# In which file a module is, or where it is written, for modules.nix. It is read as a text, too.
{
  # What is in places.nix.
  places,
  textOf,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    functionArgs
    head
    isAttrs
    isFunction
    isList
    isPath
    isString
    map
    mapAttrs
    match
    removeAttrs
    tryEval
    unsafeGetAttrPos
    ;
  inherit (places)
    entryOf
    isOwn
    isUnknown
    pathOf
    unknown
    ;

  # What makes a module of a set, beside its settings.
  wrapping = [
    "_class"
    "_file"
    "disabledModules"
    "imports"
    "key"
  ];

  # Where a set or a function is written: the first of its names that bears a place.
  placeIn =
    set:
    let
      found = filter (place: place != null) (map (name: unsafeGetAttrPos name set) (attrNames set));
    in
    if found == [ ] then null else head found;
  placeOf =
    module:
    if isFunction module then
      placeIn (functionArgs module)
    else if isAttrs module then
      # A name that was given by a library, such as `_file`, is written there.
      placeIn (removeAttrs module wrapping)
    else
      null;
  placeWithin = module: if isAttrs module then placeIn module else placeOf module;

  # Whether a module is all that a file holds, as `import` gives it.
  isWhole =
    place: module:
    place != null
    && isOwn place.file
    && match ".*\\.nix" place.file != null
    && (
      let
        tried = tryEval (import (pathOf place.file));
      in
      tried.success
      && (
        if isFunction module then isFunction tried.value else isAttrs tried.value && isAttrs module
      )
      && placeWithin tried.value == placeWithin module
    );

  inlineAt = file: [
    {
      file = if file == null then unknown else entryOf file;
      isFile = false;
    }
  ];
  fileAt = file: [
    {
      file = entryOf file;
      isFile = true;
    }
  ];

  # What a function of somebody's own imports, where that can be told by what there is to hand to it.
  resultOf =
    arguments: function:
    let
      formal = mapAttrs (
        name: _: arguments.${name} or (throw "nobody hands over ${name} here")
      ) (functionArgs function);
      usual = {
        inherit (arguments) config lib options;
      };
      tried = tryEval (function (usual // arguments.special // formal));
    in
    if tried.success && isAttrs tried.value then tried.value else null;

  importsOf =
    module:
    let
      tried = tryEval (
        let
          imports = module.imports or [ ];
        in
        if isList imports then builtins.seq (builtins.length imports) imports else [ ]
      );
    in
    if tried.success then tried.value else [ ];

  # `file` is where a module is said to be written, null where nobody says.
  describe =
    arguments: file: module:
    if isPath module || isString module then
      fileAt (textOf module)
    else if isFunction module then
      describeFunction arguments file module
    else if isAttrs module then
      describeSet arguments file module
    else
      inlineAt file;

  describeFunction =
    arguments: file: module:
    let
      place = placeOf module;
      isForeign = place != null && !isOwn place.file;
      # Modules of others are not called.
      result = if isForeign then null else resultOf arguments module;
      # A function that names none of its arguments has no place; what it returns has.
      within = if result == null then null else placeWithin result;
      at = if place == null then within else place;
      returned = tryEval (import (pathOf at.file));
      returns =
        place == null
        && within != null
        && isOwn within.file
        && match ".*\\.nix" within.file != null
        && returned.success
        && isFunction returned.value
        && functionArgs returned.value == { }
        && (
          let
            other = resultOf arguments returned.value;
          in
          other != null && placeWithin other == within
        );
      written = if at == null then file else at.file;
      said = if result == null then null else textOf (result._file or null);
    in
    # What flake-parts makes of a member of `flake.modules` says its name.
    if said != null && isOwn said && match ".*#modules\\..*" said != null then
      inlineAt said
    else if isForeign then
      inlineAt place.file
    else if isWhole place module then
      fileAt place.file
    else if returns then
      fileAt within.file
    else if at != null && !isOwn at.file then
      inlineAt at.file
    else if result == null || importsOf result == [ ] then
      inlineAt written
    else
      describeSet arguments written result;

  describeSet =
    arguments: file: module:
    let
      place = placeOf module;
      said = module._file or null;
      written = if said != null then textOf said else if place != null then place.file else file;
      settings = removeAttrs module wrapping;
      isOther = written != null && !isUnknown written && !isOwn written;
      inner = concatMap (describe arguments written) (importsOf module);
      whole = placeWithin module;
    in
    if isWhole whole module && said == null then
      fileAt whole.file
    else if isOther then
      inlineAt written
    else if settings == { } then
      if inner == [ ] then inlineAt written else inner
    else
      inlineAt written ++ inner;
in
{
  inherit
    describe
    importsOf
    placeOf
    resultOf
    ;
}
