# What keeps a broken value from taking along what is told beside it, for survey.nix. A part, a member of a list and an
# attribute of that each have a key: [ "users" ], [ "users" "ada" ], [ "users" "ada" "home" ]. What throws is told as
# lost. What `tryEval` cannot catch, such as an attribute that is not there, ends the evaluation, with the key in the
# trace: then the same is asked again with that key withheld. It is read as a text, too.
{
  # The keys of members that are asked for; null for all.
  only,
  # The keys of what is not looked at. One with null in the place of the name is for all names.
  withheld,
  # The key of what is evaluated without care, so that Nix says why it is broken; or null.
  insisted,
  # How the text in the trace begins.
  mark,
}:
let
  inherit (builtins)
    addErrorContext
    deepSeq
    elem
    elemAt
    filter
    genList
    length
    map
    replaceStrings
    toJSON
    tryEval
    ;

  forAllNames =
    key:
    genList (index: if index == 1 then null else elemAt key index) (length key);
  isWithheld =
    key: withheld != [ ] && (elem key withheld || (length key > 1 && elem (forAllNames key) withheld));

  # What holds what Nix is to fail at must not catch it. A setting has another name than its option.
  isInsisted =
    key:
    insisted != null
    && elemAt key 0 == elemAt insisted 0
    && length key <= length insisted
    && (
      (elemAt key 0 == "settings" && length key == 2)
      || genList (elemAt insisted) (length key) == key
    );

  # An old Nix takes such a text for a format, in which `%` stands for something.
  contextOf = key: mark + replaceStrings [ "%" ] [ "\\u0025" ] (toJSON key);

  guard =
    key: lost: value:
    let
      tried = tryEval (deepSeq value value);
    in
    if isWithheld key then
      lost
    else
      addErrorContext (contextOf key) (
        if isInsisted key then
          deepSeq value value
        else if tried.success then
          tried.value
        else
          lost
      );

  # An attribute of a member, by its option; "" is the member's own.
  attributesOf =
    part: id: option: attribute:
    guard
      [
        part
        id
        attribute
      ]
      {
        unreadable = if attribute == "" then option else "${option}.${attribute}";
        key = [
          part
          id
          attribute
        ];
      };
in
{
  inherit attributesOf;

  # A part as a whole.
  partOf = part: guard [ part ] { lost = part; };

  # The members of a list, by their names.
  listOf =
    part: tellOf: names:
    map (
      id:
      guard [
        part
        id
      ] { lost = id; } (tellOf id)
    ) (
      if only == null then
        names
      else
        filter (
          id:
          elem [
            part
            id
          ] only
        ) names
    );

  # An option that no member of a list has, and the files that say something of it.
  settingOf =
    filesOf: option: value:
    guard
      [
        "settings"
        option
        ""
      ]
      {
        unreadable = option;
        key = [
          "settings"
          option
          ""
        ];
        definedIn = filesOf option;
      }
      value;
}
