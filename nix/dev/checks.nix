# What `nix flake check` builds: the command, and with it every example and every template as somebody who
# has just copied it would begin.
{
  fleet,
  identity,
  pkgs,
}:
let
  inherit (builtins)
    attrNames
    filter
    listToAttrs
    readDir
    ;
  command = "${fleet}/bin/${identity.name}";

  check =
    name: source:
    pkgs.runCommand name { nativeBuildInputs = [ pkgs.git ]; } ''
      export HOME=$TMPDIR
      cp -R ${source} fleet
      chmod -R u+w fleet
      cd fleet
      git init --quiet
      git add --all
      ${command} generate
      git add --all
      ${command} generate --check
      ${command} check
      touch $out
    '';

  # Of a folder of fleets, a check for each. They come with the package, and so from no other folder.
  checksOf =
    kind: folder:
    let
      entries = readDir folder;
    in
    map (name: {
      name = "${kind}-${name}";
      value = check "${kind}-${name}" (
        builtins.path {
          name = "${kind}-${name}";
          path = folder + "/${name}";
        }
      );
    }) (filter (name: entries.${name} == "directory") (attrNames entries));
in
{
  package = fleet;

  version = pkgs.runCommand "${identity.name}-version" { } ''
    test "$(${command} --version)" = ${pkgs.lib.escapeShellArg fleet.version}
    # A Node of somebody else's in PATH is not asked.
    mkdir foreign
    printf '#!/bin/sh\nexit 1\n' > foreign/node
    chmod +x foreign/node
    PATH=$PWD/foreign:$PATH ${command} --version
    touch $out
  '';
}
// listToAttrs (checksOf "example" ../../examples ++ checksOf "template" ../../templates)
