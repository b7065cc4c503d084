# The secrets of a host or home as `sops.secrets`, of which sops-nix has other options for each kind.
let
  defaultOf = import ./default-value.nix;
  shellWord = import ../read/shell-word.nix;
in
{
  # "nixos", "darwin" or "home".
  kind,
  lib,
  root,
  secrets,
  # Whose they are.
  user,
}:
let
  inherit (builtins)
    elem
    intersectAttrs
    isPath
    mapAttrs
    pathExists
    unsafeDiscardStringContext
    ;
  inherit (lib) optionalAttrs;
  default = defaultOf lib;

  # Always a path, of which Nix copies the one file. A string would refer to the whole flake, and every
  # change in there would be another system.
  inRoot =
    file: if isPath root then root + "/${file}" else /. + unsafeDiscardStringContext "${root}/${file}";

  fileOf =
    name: file:
    if pathExists (inRoot file) then
      inRoot file
    else
      throw ''
        fleet: ${file}, which holds the secret "${name}" of ${user}, is not in ${toString root}.
        Either it does not exist, and `sops ${shellWord file}` creates it; or git does not track it, and so the
        flake does not see it:
            git add ${shellWord file}'';

  # Sets of the names to take from a secret, where it has them.
  scalars = {
    format = null;
    mode = null;
    path = null;
  }
  // optionalAttrs (kind != "home") {
    group = null;
    owner = null;
  }
  // optionalAttrs (kind == "nixos") { neededForUsers = null; };

  lists = optionalAttrs (kind == "nixos") {
    reloadUnits = null;
    restartUnits = null;
  };

  isTree =
    format:
    elem format [
      "json"
      "yaml"
    ];
in
mapAttrs (
  name: secret:
  mapAttrs (_: default) (intersectAttrs scalars secret)
  // intersectAttrs lists secret
  # Of other formats sops-nix delivers the whole file, whatever the key.
  // optionalAttrs (isTree secret.format) { key = default secret.key; }
  // {
    sopsFile = default (fileOf name secret.file);
  }
) secrets
