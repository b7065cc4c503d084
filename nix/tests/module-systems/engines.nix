# What is there for engines without any of theirs.
{ engineFlake, inputs }:
let
  inherit (builtins) attrNames intersectAttrs;
  outputs = intersectAttrs {
    colmenaHive = null;
    deploy = null;
    systemConfigs = null;
    wire = null;
  };
  bare = engineFlake { engines = { }; };
in
{
  "a flake without the input of an engine has no output for it" = {
    expr = outputs bare // { release = bare.fleet ? resolved; };
    expected.release = false;
  };

  "what its library would be given is there all the same" = {
    expr = {
      colmena = attrNames bare.fleet.engines.colmena;
      deploy-rs = attrNames bare.fleet.engines.deploy-rs.nodes;
      wire = attrNames bare.fleet.engines.wire;
    };
    expected = {
      colmena = [
        "alpha"
        "beta.example.org"
        "meta"
      ];
      deploy-rs = [
        "book"
        "gamma"
      ];
      wire = [
        "delta"
        "epsilon"
        "meta"
      ];
    };
  };

  "what needs the library says which input is missing" = {
    expr = bare.fleet.engines.deploy-rs.nodes.gamma.profiles.system.path;
    expectedError = ''inputs.deploy-rs.url = "github:serokell/deploy-rs";'';
  };

  "which outputs there are needs no fleet.json" = {
    expr =
      (engineFlake {
        engines.colmena.lib.makeHive = hive: hive;
        module =
          { lib, ... }:
          {
            fleet.root = lib.mkForce (throw "fleet.json was read");
            flake.other = "untouched";
          };
      }).other;
    expected = "untouched";
  };

  "a node cannot be called as what else a hive has" = {
    expr = (import (inputs.fleet + "/nix/lib/engines/hive-meta.nix") "colmena" { defaults = { }; }).meta;
    expectedError = "a hive of colmena has that name for something else";
  };
}
