# A word as a shell takes it, for commands in messages: in quotes where it holds anything but letters,
# digits and what paths are mostly made of, and not taken for an option.
word:
let
  inherit (builtins) match replaceStrings;
  path = if match "-.*" word != null then "./${word}" else word;
in
if match "[A-Za-z0-9_./@%+=:,-]+" path != null then
  path
else
  "'${replaceStrings [ "'" ] [ "'\\''" ] path}'"
