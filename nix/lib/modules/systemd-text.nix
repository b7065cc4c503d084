# Texts as systemd reads them in a unit file.
let
  inherit (builtins)
    match
    replaceStrings
    toJSON
    ;
  # "%" begins a specifier everywhere.
  unspecific = replaceStrings [ "%" ] [ "%%" ];
in
{
  # One argument of a command: quoted as in C, which JSON's escapes are part of; "$" begins a variable.
  argument = text: replaceStrings [ "$" ] [ "$$" ] (unspecific (toJSON text));

  # A path that stands alone. Nothing is unquoted there, and a backslash or a space at the end of the
  # line would be lost; a slash more does not change the path. A line break cannot be written.
  path =
    user: text:
    if match ".*[[:cntrl:]].*" text != null then
      throw "fleet: ${user} has the path ${toJSON text}, and systemd takes none with a control character."
    else
      unspecific (if match ".*[\\[:space:]]" text == null then text else "${text}/");
}
