# The hive that colmena's `makeHive` takes: nodes of the modules that `nixosConfigurations` has, side by side, so
# that both come to the same system.
let
  weak = import ./weak.nix;
  metaOf = import ./hive-meta.nix;
in
{ hosts }:
metaOf "colmena" hosts
// builtins.mapAttrs (
  _:
  {
    address,
    data,
    isBuiltThere,
    login,
    nodeModules,
    ...
  }:
  nodeModules {
    allowLocalDeployment = weak true;
    buildOnTarget = weak isBuiltThere;
    inherit (data) tags;
    targetHost = weak address;
    targetUser = weak login;
  }
) hosts
