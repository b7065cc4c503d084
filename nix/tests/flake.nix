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

  "it publishes the module, the library and a template" = {
    expr = attrNames outputs;
    expected = [
      "flakeModule"
      "flakeModules"
      "lib"
      "templates"
    ];
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
