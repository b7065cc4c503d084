# The modules that a system or home is put together of, for survey.nix: each the text of its path, where it is a
# file, or where it is written. It is read as a text, too.
{
  config,
  configuration,
  # What is in describe-module.nix.
  describeOf,
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
    concatMap
    filter
    head
    isAttrs
    isFunction
    isList
    isPath
    isString
    stringLength
    substring
    ;
  inherit (places) definitionsOf isSaid;
  inherit (describeOf { inherit places textOf; })
    describe
    importsOf
    placeOf
    resultOf
    ;

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
    && substring 0 (stringLength systemRoot + 1) file == "${systemRoot}/";

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
