# The modules that a system or home is put together of, for survey.nix: each the text of its path, where it is a
# file, or where it is written. It is read as a text, too.
{
  config,
  configuration,
  options,
  pkgs,
  # What is in places.nix.
  places,
  specialArgs,
  textOf,
  valueOr,
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
    substring
    tryEval
    unsafeGetAttrPos
    ;
  inherit (places)
    definitionsOf
    entryOf
    isOwn
    isSaid
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

  lib = specialArgs.lib or configuration.lib or pkgs.lib or { };
  own = (configuration._module.args or { }) // specialArgs // {
    inherit config lib options;
    special = specialArgs;
  };

  # What the modules of home-manager can have without asking the home itself.
  homeArguments =
    let
      extra = config.home-manager.extraSpecialArgs or { };
    in
    extra
    // {
      inherit lib pkgs;
      config = throw "the home is not asked here";
      options = throw "the home is not asked here";
      osConfig = config;
      special = extra // { osConfig = config; };
    };

  # The first modules are those of whoever made it; those of the system itself follow.
  makers = configuration._module.args.modules or null;
  submodules = configuration.type.getSubModules or null;
  system = if isList makers then makers else if isList submodules then submodules else null;

  systemRoot =
    let
      path = textOf (specialArgs.modulesPath or null);
    in
    if path == null then null else places.rootOf path;
  isOfSystem =
    { file, ... }:
    systemRoot != null
    && substring 0 (builtins.stringLength systemRoot + 1) file == "${systemRoot}/";

  describeAll =
    arguments: modules: filter (one: !isOfSystem one) (concatMap (describe arguments null) modules);

  homeDefinitions = login: filter (
    { value, ... }: isAttrs value && value ? ${login} && valueOr true (isSaid value.${login})
  ) (definitionsOf (options.home-manager.users or { }));
  # What a definition comes to without the conditions around it.
  contentsOf =
    value:
    let
      type = if isAttrs value then value._type or null else null;
    in
    if type == "if" then
      if valueOr true value.condition then contentsOf value.content else [ ]
    else if type == "merge" then
      concatMap contentsOf value.contents
    else if type == "override" || type == "order" then
      contentsOf value.content
    else
      [ value ];
in
{
  # Texts of paths that may lie in the source of the flake. They must not depend on where that is.
  candidates =
    if system == null then
      [ ]
    else
      concatMap (
        module:
        if isPath module || isString module then
          [ (textOf module) ]
        else
          let
            place = placeOf module;
          in
          if place == null then [ ] else [ place.file ]
      ) system;

  ofSystem = if system == null then null else describeAll own system;
  # home-manager has the modules that it is given in one of its own, which is the first.
  ofStandaloneHome =
    if submodules == null || submodules == [ ] then
      null
    else
      let
        first = head submodules;
        result = if isFunction first then resultOf own first else first;
        place = if isAttrs result then placeOf result else null;
        isMade = place != null && isOfSystem { inherit (place) file; };
      in
      describeAll own (if isMade then importsOf result else [ first ]);
  ofHome =
    login:
    concatMap (
      { file, value }:
      concatMap (describe homeArguments (textOf file)) (contentsOf value.${login})
    ) (homeDefinitions login)
    ++ concatMap (
      { file, value }: concatMap (describe homeArguments (textOf file)) value
    ) (definitionsOf (options.home-manager.sharedModules or { }));
}
