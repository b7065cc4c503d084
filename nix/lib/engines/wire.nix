# The hive that wire's `makeHive` takes. Its nodes are modules, not lists of them.
let
  weak = import ./weak.nix;
  metaOf = import ./hive-meta.nix;
in
{ hosts }:
metaOf "wire" hosts
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
  {
    imports = nodeModules {
      allowLocalDeployment = weak true;
      buildOnTarget = weak isBuiltThere;
      inherit (data) tags;
      target = {
        hosts = weak [ address ];
      }
      # It takes nobody for root.
      // (if login == null then { } else { user = weak login; });
    };
  }
) hosts
