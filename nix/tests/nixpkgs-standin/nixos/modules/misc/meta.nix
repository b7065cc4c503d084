{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options.meta = {
    maintainers = mkOption {
      type = types.listOf types.unspecified;
      internal = true;
      default = [ ];
    };
    doc = mkOption {
      type = types.unspecified;
      internal = true;
      default = null;
    };
    buildDocsInSandbox = mkOption {
      type = types.bool;
      internal = true;
      default = true;
    };
  };
}
