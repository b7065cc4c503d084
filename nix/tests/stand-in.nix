# As much of a module system as the probe has.
let
  inherit (import ../lib/facts/stand-in.nix) evaluate lib;
  inherit (lib)
    mkIf
    mkMerge
    mkOverride
    optionalAttrs
    ;
  configOf = evaluate { };
  parts = configs: configOf [ { imports = map (config: { inherit config; }) configs; } ];
in
{
  "modules set what those that they import set" = {
    expr = configOf [
      {
        config.a = 1;
        imports = [
          (
            { lib, ... }:
            {
              config.b = lib.mkOverride 900 2;
              imports = [ { config.c = 3; } ];
            }
          )
        ];
      }
    ];
    expected = {
      a = 1;
      b = 2;
      c = 3;
    };
  };

  "a module that sets nothing, and one that is empty, are none the worse" = {
    expr = configOf [
      { }
      (_: { config = { }; })
    ];
    expected = { };
  };

  "sets merge" = {
    expr = parts [
      { users.keith.uid = 1000; }
      { users.keith.shell = "fish"; }
      { users.traci = { }; }
    ];
    expected.users = {
      keith = {
        shell = "fish";
        uid = 1000;
      };
      traci = { };
    };
  };

  "lists join, the last module's first" = {
    expr = parts [
      { warnings = [ "a" ]; }
      { warnings = [ ]; }
      {
        warnings = [
          "b"
          "c"
        ];
      }
    ];
    expected.warnings = [
      "b"
      "c"
      "a"
    ];
  };

  "what is under a condition is there, or is not" = {
    expr = parts [
      {
        user = {
          name = mkIf true "keith";
          shell = mkIf false (throw "nobody asks");
          uid = mkIf true (mkIf false 1000);
        };
      }
    ];
    expected.user.name = "keith";
  };

  "a merge is each of its parts" = {
    expr = parts [
      {
        nixpkgs = mkMerge [
          (optionalAttrs true { hostPlatform = mkOverride 900 "x86_64-linux"; })
          (optionalAttrs false { overlays = [ ]; })
          (mkIf true { config.allowUnfree = true; })
          (mkIf false { config.allowBroken = true; })
        ];
      }
    ];
    expected.nixpkgs = {
      config.allowUnfree = true;
      hostPlatform = "x86_64-linux";
    };
  };

  "so is one that a whole module consists of" = {
    expr = parts [
      (mkMerge [
        { a.b = 1; }
        (mkIf true { a.c = 2; })
      ])
    ];
    expected.a = {
      b = 1;
      c = 2;
    };
  };

  "a value may ask for what all of it comes to, and for how it was told" = {
    expr =
      (evaluate { greeting = "hello"; } [
        { config.name = mkOverride 900 "keith"; }
        (
          { config, greeting, ... }:
          {
            config.text = "${greeting} ${config.name}";
          }
        )
      ]).text;
    expected = "hello keith";
  };

  "nothing is asked for that nobody asks for" = {
    expr = (parts [ { user.name = "keith"; } { user.shell = mkOverride 900 (throw "asked for"); } ]).user.name;
    expected = "keith";
  };

  "of two single values none is chosen" = {
    expr = parts [
      { user.shell = mkOverride 900 "fish"; }
      { user.shell = mkOverride 900 "zsh"; }
    ];
    expectedError = "bug: two of fleet's modules set shell";
  };
}
