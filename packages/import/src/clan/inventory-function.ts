/**
 * The Nix function that makes plain data of what clan tells its own command of the inventory: of `clanInternals`
 * (`inventoryClass.inventorySerialization` in `modules/inventoryClass` of clan-core, `inventory` before that). What is
 * no data, such as a function, is null, and so is what throws: an instance that is broken costs no other. A path is
 * told apart from a text, for the content of a key file is asked for later.
 */
export const inventoryFunction = `internals:
let
  attempt = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  plain =
    depth: raw:
    let
      value = attempt raw;
      kind = builtins.typeOf value;
    in
    if depth == 0 || kind == "lambda" then
      null
    else if kind == "set" then
      if value ? outPath then null else builtins.mapAttrs (_: plain (depth - 1)) value
    else if kind == "list" then
      map (plain (depth - 1)) value
    else if kind == "path" then
      { _type = "path"; content = builtins.unsafeDiscardStringContext (toString value); }
    else if kind == "string" then
      builtins.unsafeDiscardStringContext value
    else
      value;
  class = internals.inventoryClass or { };
  inventory = class.inventorySerialization or class.inventory or internals.inventory or { };
in
plain 24 (
  builtins.intersectAttrs {
    machines = null;
    instances = null;
    services = null;
    tags = null;
  } inventory
)
`;
