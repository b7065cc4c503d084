# What the hives of colmena and wire have beside their nodes: the nixpkgs and the arguments of each.
engine: hosts:
let
  inherit (builtins)
    attrValues
    concatStringsSep
    filter
    head
    mapAttrs
    ;
  taken = filter (name: hosts ? ${name}) [
    "defaults"
    "meta"
    "network"
  ];
in
if taken != [ ] then
  throw ''
    fleet: ${concatStringsSep ", " taken}: a hive of ${engine} has that name for something else, so no host of it can be called so.
    Give the host another id, or another engine.''
else
  {
    meta = {
      nodeNixpkgs = mapAttrs (_: { packages, ... }: packages) hosts;
      nodeSpecialArgs = mapAttrs (_: { specialArgs, ... }: specialArgs) hosts;
    }
    // (if hosts == { } then { } else { nixpkgs = (head (attrValues hosts)).packages; });
  }
