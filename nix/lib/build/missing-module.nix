# What to say when a flake has no module of a name that somebody needs.
{
  class,
  flakeModules,
  name,
  user,
}:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    length
    replaceStrings
    toJSON
    ;
  names = attrNames (flakeModules.${class} or { });
  shown = import ./nearest-names.nix { inherit name names; };

  # A text as Nix would read it.
  quote = text: replaceStrings [ "\${" ] [ "\\\${" ] (toJSON text);

  list =
    if names == [ ] then
      "There is no module in flake.modules.${class} at all."
    else
      "flake.modules.${class} has ${concatStringsSep ", " (map quote shown)}${
        if shown == names then "" else " and ${toString (length names - length shown)} more"
      }.";

  others = filter (other: other != class && flakeModules.${other} ? ${name}) (attrNames flakeModules);
  elsewhere =
    if others == [ ] then
      ""
    else
      "\nThere is one of this name in flake.modules.${concatStringsSep " and flake.modules." others}, which is for others.";

  # Whoever defines one module has the option; it is the first one that needs to know.
  import' =
    if names == [ ] then "\n    imports = [ inputs.flake-parts.flakeModules.modules ];" else "";
in
''
  fleet: ${user} needs the module ${quote name}, and the flake has none of that name for it.
  ${list}${elsewhere}
  Define it in a module of the flake:${import'}
      flake.modules.${class}.${quote name} = { … };
  Without flake-parts, hand it over:
      mkFleet { flakeModules.${class}.${quote name} = …; … }
  Or correct the name in the declaration, and run `fleet generate`.''
