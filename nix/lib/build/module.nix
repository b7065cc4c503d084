# The modules that a reference of `fleet.json` stands for, as a list: { path }, a file in the root; or
# { attr }, what the flake has under that name. One that is optional is none where there is no such name.
let
  messageOf = import ./missing-module.nix;
  modulePathOf = import ./module-path.nix;

  # `./hosts/mini` and `./hosts/mini/default.nix` are two modules to Nix: beside modules that import the folder, all of
  # the file would be said twice. Under the key of the folder it is said once, by whichever name others import it.
  byFolder =
    path:
    let
      folder = builtins.dirOf path;
    in
    if baseNameOf path == "default.nix" then
      {
        key = toString folder;
        imports = [ path ];
      }
    else
      path;
in
{
  # The class of `flake.modules` that it is taken from: "nixos", "darwin" or "homeManager".
  class,
  # By class and name.
  flakeModules,
  root,
  # Whose it is.
  user,
}:
let
  modulePath = modulePathOf { inherit root user; };
  known = flakeModules.${class} or { };

  missing =
    name:
    throw (
      messageOf {
        inherit
          class
          flakeModules
          name
          user
          ;
      }
    );
in
reference:
if reference ? path then
  [ (byFolder (modulePath reference)) ]
else if known ? ${reference.attr} then
  [ known.${reference.attr} ]
else if reference.optional or false then
  [ ]
else
  [ (missing reference.attr) ]
