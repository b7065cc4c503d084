# Of many names the dozen that look most like another, in order.
{ name, names }:
let
  inherit (builtins)
    genList
    elemAt
    length
    lessThan
    sort
    stringLength
    substring
    ;
  count = 12;

  # How many characters two texts have in common at their beginning, and at their end.
  alike =
    other:
    let
      shorter = if stringLength name < stringLength other then name else other;
      most = stringLength shorter;
      fromStart =
        at: if at < most && substring at 1 name == substring at 1 other then fromStart (at + 1) else at;
      last = text: at: substring (stringLength text - 1 - at) 1 text;
      fromEnd = at: if at < most && last name at == last other at then fromEnd (at + 1) else at;
    in
    fromStart 0 + fromEnd 0;

  rated = map (other: {
    name = other;
    rating = alike other;
  }) names;
  best = sort (one: two: one.rating > two.rating) rated;
in
if length names <= count then
  names
else
  sort lessThan (genList (position: (elemAt best position).name) count)
