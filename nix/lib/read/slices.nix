# The data of each host by id, cut out of the text of `fleet.json` with the lengths of the index, so
# that asking for one host parses that one alone. What is cut out is compared with the digest that the
# index has of it; one of before has none, and then `told` compares the whole text. Where a cut does not
# begin and end as a host's entry does, the whole file is parsed instead.
{
  index,
  text,
  # What is wrong with the whole text is said when this is evaluated.
  told,
  whole,
}:
let
  inherit (builtins)
    attrNames
    elemAt
    fromJSON
    genList
    genericClosure
    hashString
    length
    listToAttrs
    seq
    stringLength
    substring
    toJSON
    ;
  warn = import ./warn.nix;

  ids = attrNames index.hosts;
  count = length ids;
  lengthAt = position: index.hosts.${elemAt ids position}.length;

  # Where each entry begins. A closure, because it neither copies nor nests: a fold would be
  # quadratic, and a chain of sums as deep as there are hosts.
  entries = genericClosure {
    startSet = [
      {
        key = index.start;
        position = 0;
      }
    ];
    operator =
      { key, position }:
      if position + 1 < count then
        [
          {
            key = key + lengthAt position + stringLength ",\n";
            position = position + 1;
          }
        ]
      else
        [ ];
  };
  startAt = position: (elemAt entries position).key;

  # Nix measures a string each time that it cuts it. So the text is cut into chunks first, and the
  # chunks into hosts: all hosts of a large fleet would otherwise cost hosts times bytes.
  chunkSize = 64;
  chunks = genList (
    number:
    let
      first = number * chunkSize;
      last = if first + chunkSize < count then first + chunkSize - 1 else count - 1;
      # One byte earlier, to see that the entry begins its line.
      start = startAt first - 1;
    in
    {
      inherit start;
      text = substring start (startAt last + lengthAt last - start) text;
    }
  ) ((count + chunkSize - 1) / chunkSize);

  hostAt =
    position:
    let
      id = elemAt ids position;
      size = lengthAt position;
      chunk = elemAt chunks (position / chunkSize);
      slice = substring (startAt position - 1 - chunk.start) (size + 1) chunk.text;
      head = "\n    ${toJSON id}: {";
      isEntry = substring 0 (stringLength head) slice == head && substring size 1 slice == "}";
      digest = index.hosts.${id}.digest or null;
      toldOfHost =
        if digest == null then
          told
        else if "sha256-${hashString "sha256" (substring 1 size slice)}" != digest then
          warn "host ${toJSON id} in fleet.json was changed since fleet wrote it. It is taken as it is; `fleet generate` writes it anew from the declaration." null
        else
          null;
    in
    if isEntry then seq toldOfHost (fromJSON "{${slice}}").${id} else fromWhole id;

  fromWhole =
    id:
    whole.hosts.${id} or (throw ''
      fleet: fleet.json has no host ${toJSON id}, and fleet.index.json beside it has one. Run
          fleet generate --force'');

  isUsable = index.start > 0 && length entries == count;
in
if isUsable then
  listToAttrs (
    genList (position: {
      name = elemAt ids position;
      value = hostAt position;
    }) count
  )
else
  whole.hosts
