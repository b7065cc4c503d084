# The compositor includes these files, and does not start where one is missing; the desktop shell
# writes them only later. So each gets an empty one first, and one that exists is left alone: a link
# into the store would be read-only to the shell.
{ lib, ... }:
let
  placeholders = [
    "alttab"
    "binds"
    "colors"
    "cursor"
    "layout"
    "outputs"
    "windowrules"
    "wpblur"
  ];
in
{
  home.activation.desktopShellPlaceholders = lib.hm.dag.entryAfter [ "writeBoundary" ] ''
    run mkdir -p "$HOME/.config/niri/dms"
    for name in ${lib.concatStringsSep " " placeholders}; do
      [ -e "$HOME/.config/niri/dms/$name.kdl" ] || run touch "$HOME/.config/niri/dms/$name.kdl"
    done
  '';
}
