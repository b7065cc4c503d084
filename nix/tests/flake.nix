# What the root flake publishes, and that its template is whole.
let
  flake = import ../../flake.nix;
  outputs = flake.outputs { };
  template = outputs.templates.default.path;
  inherit (builtins) attrNames isFunction;
in
{
  "whoever uses it locks nothing of ours" = {
    expr = flake ? inputs;
    expected = false;
  };

  "it publishes the module, the library, the command and a template" = {
    expr = attrNames outputs;
    expected = [
      "apps"
      "checks"
      "devShells"
      "flakeModule"
      "flakeModules"
      "formatter"
      "lib"
      "overlays"
      "packages"
      "templates"
    ];
  };

  "what is built there is for the systems that flakes usually have" = {
    expr = map (name: attrNames outputs.${name}) [
      "apps"
      "checks"
      "devShells"
      "formatter"
      "packages"
    ];
    expected = builtins.genList (_: [
      "aarch64-darwin"
      "aarch64-linux"
      "x86_64-darwin"
      "x86_64-linux"
    ]) 5;
  };

  "the library has the version of the command" = {
    expr = outputs.lib.version;
    expected = (builtins.fromJSON (builtins.readFile ../../packages/cli/package.json)).version;
  };

  "the overlay leaves nixpkgs's own fleet alone, which is another program" = {
    expr = attrNames (outputs.overlays.default { } { });
    expected = [ "fleet-cli" ];
  };

  "the pinned nixpkgs is what the flake beside its lock file asks for" = {
    expr =
      let
        lock = builtins.fromJSON (builtins.readFile ../dev/flake.lock);
        inherit (lock.nodes.nixpkgs) original;
      in
      "${original.type}:${original.owner}/${original.repo}/${original.ref}";
    expected = (import ../dev/flake.nix).inputs.nixpkgs.url;
  };

  "the library can make a fleet" = {
    expr = isFunction outputs.lib.mkFleet;
    expected = true;
  };

  "the template has no generated file, which would be another fleet's" = {
    expr = builtins.pathExists (template + "/fleet.json");
    expected = false;
  };

  "every Nix file of the template can be read" = {
    expr = map (file: builtins.typeOf (import (template + "/${file}"))) [
      "flake.nix"
      "hosts/machine.nix"
      "hosts/machine/hardware.nix"
      "hosts/shared/default.nix"
      "profiles/workstation.nix"
      "users/admin.nix"
      "users/common.nix"
    ];
    expected = [
      "set"
      "set"
      "set"
      "set"
      "lambda"
      "set"
      "set"
    ];
  };
}
