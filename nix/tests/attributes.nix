# Modules that a fleet names instead of their file.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit (builtins)
    filter
    genList
    isFunction
    listToAttrs
    ;
  root = ./roots/attributes;
  # Modules that are what they are called.
  called =
    names:
    listToAttrs (
      map (name: {
        inherit name;
        value = "module ${name}";
      }) names
    );
  all = {
    darwin = called [
      "base"
      "machines/darwin/stibnite"
    ];
    homeManager = called [
      "core"
      "users/crs58"
      "users/crs58/cinnabar"
    ];
    nixos = called [
      "base"
      "machines/nixos/cinnabar"
    ];
  };
  fleetWith =
    flakeModules:
    mkFleet {
      inherit flakeModules root;
      inputs.home-manager = {
        darwinModules.home-manager = "home-manager";
        nixosModules.home-manager = "home-manager";
        lib.homeManagerConfiguration = arguments: arguments;
      };
      pkgsFor = _: { };
    };
  # A path would be printed as the copy of it in the store.
  named =
    modules: filter (name: name != "home-manager") (map toString (filter (one: !isFunction one) modules));
  modulesOf = flakeModules: host: named (fleetWith flakeModules).hosts.${host}.modules;
  homeModulesOf = flakeModules: name: named (fleetWith flakeModules).homes.${name}.modules;
  without =
    class: name:
    all // { ${class} = removeAttrs all.${class} [ name ]; };
in
{
  "paths and names stand side by side, in order" = {
    expr = modulesOf all "cinnabar";
    expected = [
      "module base"
      "${toString root}/hosts/cinnabar.nix"
      "module machines/nixos/cinnabar"
    ];
  };

  "a Mac's modules are of its own class" = {
    expr = modulesOf (all // { nixos = { }; }) "stibnite";
    expected = [
      "module base"
      "module machines/darwin/stibnite"
    ];
  };

  "a home's modules are home-manager's, under each of its names" = {
    expr = map (homeModulesOf all) [
      "cameron@cinnabar"
      "crs58@cinnabar"
    ];
    expected =
      let
        home = [
          "${toString root}/users/common.nix"
          "module core"
          "module users/crs58"
          "module users/crs58/cinnabar"
        ];
      in
      [
        home
        home
      ];
  };

  "an integrated home has the same modules as the standalone one" = {
    expr =
      named
        (standIn.evaluate {
          options = { };
          pkgs.fish = "fish";
        } [ (fleetWith all).hosts.cinnabar.systemModule ]).home-manager.users.cameron.imports;
    expected = homeModulesOf all "crs58@cinnabar";
  };

  "one that is optional is taken where there is one" = {
    expr = modulesOf (
      all // { nixos = all.nixos // called [ "machines/nixos/cinnabar/hardware" ]; }
    ) "cinnabar";
    expected = [
      "module base"
      "${toString root}/hosts/cinnabar.nix"
      "module machines/nixos/cinnabar"
      "module machines/nixos/cinnabar/hardware"
    ];
  };

  "and passed over where there is none" = {
    expr = homeModulesOf (without "homeManager" "users/crs58/cinnabar") "crs58@cinnabar";
    expected = [
      "${toString root}/users/common.nix"
      "module core"
      "module users/crs58"
    ];
  };

  "one that is missing is named with its host and class" = {
    expr = modulesOf (without "nixos" "machines/nixos/cinnabar") "cinnabar";
    expectedError = ''host "cinnabar" needs the module "machines/nixos/cinnabar", and the flake has none of that name for it'';
  };

  "so is one of a home, with its user" = {
    expr = homeModulesOf (without "homeManager" "users/crs58") "crs58@cinnabar";
    expectedError = ''the home of user "crs58" on host "cinnabar" needs the module "users/crs58"'';
  };

  "what there is, is listed in order" = {
    expr = modulesOf (all // { nixos = called [ "zeta" "machines/nixos/cinabar" "base" ]; }) "cinnabar";
    expectedError = ''flake.modules.nixos has "base", "machines/nixos/cinabar", "zeta".'';
  };

  "of many, the dozen that look most like it is" = {
    expr = modulesOf (
      all
      // {
        nixos =
          called (genList (number: "feature-${toString number}") 30)
          // called [
            "base"
            "machines/nixos/cinnabr"
            "nixos/cinnabar"
          ];
      }
    ) "cinnabar";
    expectedError = ''"machines/nixos/cinnabr", "nixos/cinnabar" and 21 more.'';
  };

  "it says what to write" = {
    expr = modulesOf (without "nixos" "machines/nixos/cinnabar") "cinnabar";
    expectedError = ''flake.modules.nixos."machines/nixos/cinnabar" = { … };'';
  };

  "one that is there for others is pointed out" = {
    expr = modulesOf (
      (without "darwin" "machines/darwin/stibnite")
      // {
        nixos = called [ "machines/darwin/stibnite" ];
      }
    ) "stibnite";
    expectedError = "There is one of this name in flake.modules.nixos, which is for others.";
  };

  "a flake without any module of the class is told how to have some" = {
    expr = modulesOf (all // { nixos = { }; }) "cinnabar";
    expectedError = "imports = [ inputs.flake-parts.flakeModules.modules ];";
  };

  "so is a flake without any module" = {
    expr = modulesOf { } "cinnabar";
    expectedError = "There is no module in flake.modules.nixos at all.";
  };

  "a name is written as Nix would read it" = {
    expr = import ../lib/build/missing-module.nix {
      class = "nixos";
      flakeModules.nixos."b\${c}" = { };
      name = "a\${b}\"\\";
      user = ''host "mini"'';
    };
    expected = ''
      fleet: host "mini" needs the module "a\''${b}\"\\", and the flake has none of that name for it.
      flake.modules.nixos has "b\''${c}".
      Define it in a module of the flake:
          flake.modules.nixos."a\''${b}\"\\" = { … };
      Without flake-parts, hand it over:
          mkFleet { flakeModules.nixos."a\''${b}\"\\" = …; … }
      Or correct the name in the declaration, and run `fleet generate`.'';
  };

  "the rest of the fleet does not need it" = {
    expr = modulesOf (all // { nixos = { }; }) "stibnite";
    expected = [
      "module base"
      "module machines/darwin/stibnite"
    ];
  };
}
