# What is wrong with a value by a JSON Schema, as a list of places: as much of that language as deploy-rs's
# interface.json speaks. A word that is not known here is an error, so that a later schema is not read by halves.
schema:
let
  inherit (builtins)
    all
    attrNames
    concatLists
    concatMap
    elem
    elemAt
    filter
    genList
    isAttrs
    isBool
    isInt
    isList
    isString
    length
    match
    ;
  isUnique = list: all (at: !elem (elemAt list at) (genList (elemAt list) at)) (genList (at: at) (length list));
  isOfType = {
    array = isList;
    boolean = isBool;
    integer = isInt;
    object = isAttrs;
    string = isString;
  };
  resolve = reference: schema.definitions.${elemAt (match "#/definitions/(.*)" reference) 0};

  # What each word asks of a value, which stands at a place.
  words = {
    "$ref" = reference: _: faultsOf (resolve reference);
    "$schema" = _: _: _: _: [ ];
    definitions = _: _: _: _: [ ];
    description = _: _: _: _: [ ];
    title = _: _: _: _: [ ];
    additionalProperties =
      isAllowed: whole: place: value:
      if isAllowed then
        [ ]
      else
        map (name: "${place}.${name} is unknown") (
          filter (
            name:
            !(whole.properties or { } ? ${name})
            && !builtins.any (pattern: matches pattern name) (attrNames whole.patternProperties or { })
          ) (attrNames value)
        );
    allOf =
      parts: _: place: value:
      concatMap (part: faultsOf part place value) parts;
    items =
      item: _: place: value:
      if isList value then concatMap (faultsOf item "${place}[]") value else [ ];
    patternProperties =
      patterns: _: place: value:
      concatMap (
        pattern:
        concatMap (name: faultsOf patterns.${pattern} "${place}.${name}" value.${name}) (
          filter (matches pattern) (attrNames value)
        )
      ) (attrNames patterns);
    properties =
      known: _: place: value:
      concatMap (name: faultsOf known.${name} "${place}.${name}" value.${name}) (
        filter (name: known ? ${name}) (attrNames value)
      );
    required =
      names: _: place: value:
      map (name: "${place}.${name} is missing") (filter (name: !(value ? ${name})) names);
    type =
      name: _: place: value:
      if isOfType.${name} value then [ ] else [ "${place} is no ${name}" ];
    uniqueItems =
      isAsked: _: place: value:
      if !isAsked || !isList value || isUnique value then [ ] else [ "${place} has something twice" ];
  };
  # Not anchored, as JSON Schema has it.
  matches = pattern: name: match ".*${pattern}.*" name != null;
  faultsOf =
    part: place: value:
    concatLists (map (word: words.${word} part.${word} part place value) (attrNames part));
in
faultsOf schema "deploy"
