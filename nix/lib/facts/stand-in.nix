# As much of a module system as fleet's own modules ask for: `imports`, `mkIf` and `mkMerge`; sets merge
# and lists join. There are no options, so nothing is checked, nothing has a default, and nothing gives
# way to anything else; what other modules set is not known. What it makes of fleet's modules is held
# against the real one in ../../tests/module-systems/stand-in.nix.
let
  inherit (builtins)
    attrNames
    concatLists
    concatMap
    filter
    foldl'
    head
    isAttrs
    isFunction
    isList
    mapAttrs
    tail
    zipAttrsWith
    ;

  # What nixpkgs' lib has under these names.
  lib = {
    mkIf = condition: content: if condition then content else lib.mkMerge [ ];
    mkMerge = contents: {
      _type = "merge";
      inherit contents;
    };
    mkOverride = priority: content: {
      _type = "override";
      inherit content priority;
    };
    optionalAttrs = condition: set: if condition then set else { };
  };

  definitionsOf =
    value:
    if value._type or null == "merge" then concatMap definitionsOf value.contents else [ value ];

  # What is set to nothing is not there.
  settleSet =
    set:
    mapAttrs settle (
      removeAttrs set (
        filter (name: set.${name}._type or null == "merge" && definitionsOf set.${name} == [ ]) (
          attrNames set
        )
      )
    );

  settle =
    name: value:
    if value ? _type then
      if value._type == "merge" then merge name (definitionsOf value) else value.content
    else if isAttrs value then
      settleSet value
    else
      value;

  definitionsIn = zipAttrsWith (_: concatMap definitionsOf);
  mergeSets =
    sets:
    let
      definitions = definitionsIn sets;
    in
    mapAttrs merge (
      removeAttrs definitions (filter (name: definitions.${name} == [ ]) (attrNames definitions))
    );

  merge =
    name: definitions:
    let
      first = head definitions;
    in
    if tail definitions == [ ] then
      settle name first
    else if isList first then
      concatLists definitions
    else if isAttrs first && !(first ? _type) then
      mergeSets definitions
    else
      throw "bug: two of fleet's modules set ${name}, and which of them wins is not known here";

  reverse = foldl' (others: one: [ one ] ++ others) [ ];
in
{
  inherit lib;

  # What some modules and those that they import set, without how strongly. `arguments` are handed to
  # each; `config` is what all of it comes to, unless it is among them.
  evaluate =
    arguments: modules:
    let
      known = { inherit config lib; } // arguments;
      load = module: if isFunction module then module known else module;
      collect =
        modules:
        let
          loaded = map load modules;
        in
        if modules == [ ] then
          [ ]
        else
          loaded ++ collect (concatMap (module: module.imports or [ ]) loaded);
      # The module system begins with the last one, which shows in lists. Within a submodule, such as a
      # user, it begins with the first; there no two of fleet's modules set the same list.
      definitions = concatMap (module: definitionsOf (module.config or { })) (reverse (collect modules));
      # Not by mergeSets: what is there must not depend on values such as assertions, which ask `config`.
      config = mapAttrs (
        name: values:
        if values == [ ] then
          throw "bug: fleet's modules set ${name} under conditions that are all false, and its default is not known here"
        else
          merge name values
      ) (definitionsIn definitions);
    in
    config;
}
