# A host whose module is the `default.nix` of a folder, beside modules that import the same.
{
  inputs,
  mkFlake,
  roots,
  ...
}:
let
  inherit (inputs.nixpkgs.lib) mkOption types;
  root = roots + "/folders";
  saidBeside =
    modules:
    (mkFlake {
      fleet.root = root;
      fleet.hosts.mini.modules = modules ++ [
        { options.said = mkOption { type = types.listOf types.str; }; }
      ];
    }).nixosConfigurations.mini.config.said;
in
{
  "what the file says is said once, whether it is imported by its name, by its folder's or by both" = {
    expr = {
      none = saidBeside [ ];
      file = saidBeside [ (root + "/hosts/mini/default.nix") ];
      folder = saidBeside [ (root + "/hosts/mini") ];
      both = saidBeside [
        (root + "/hosts/mini/default.nix")
        (root + "/hosts/mini")
      ];
    };
    expected = {
      none = [ "once" ];
      file = [ "once" ];
      folder = [ "once" ];
      both = [ "once" ];
    };
  };
}
