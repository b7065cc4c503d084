# The text of a file that fleet wrote, with the line ends that it was written with (git may have changed
# them), and what is wrong with it: `problem` is null where the text is what its own digest says, and
# else half a sentence about the file.
raw:
let
  inherit (builtins)
    elemAt
    hashString
    length
    replaceStrings
    split
    stringLength
    substring
    ;

  # Hardly any file has others, and to look through a large one takes its time.
  text = if substring 0 3 raw == "{\r\n" then replaceStrings [ "\r\n" ] [ "\n" ] raw else raw;

  # The stamp stands at the head.
  headLength = 512;
  parts = split "\"generated\": *\"sha256-([0-9a-f]{64})\"" (substring 0 headLength text);
  digest = elemAt (elemAt parts 1) 0;
  # Where the digest is, it was computed over zeros.
  zeros = "0000000000000000000000000000000000000000000000000000000000000000";
  before = elemAt parts 0;
  stamp = "\"generated\": \"sha256-${zeros}\"";
  rest = substring (stringLength before + stringLength stamp) (stringLength text) text;
in
{
  inherit text;
  problem =
    if length parts < 3 then
      "does not begin as a file that fleet wrote"
    else if hashString "sha256" (before + stamp + rest) != digest then
      "was changed or formatted anew since fleet wrote it"
    else
      null;
}
