# The command as an output of a flake that imports the module.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (builtins) attrNames;
  system = "x86_64-linux";
  family = module: mkFlake { imports = [ module ]; fleet.root = roots + "/family"; };
  plain = family { };
  inherit (inputs.fleet.lib) version;
  inherit (inputs.nixpkgs) lib;
  packages = inputs.nixpkgs.legacyPackages.${system};
  # A flake with another nixpkgs, or with none.
  withNixpkgs = nixpkgs: module:
    family { imports = [ module ]; fleet.inputs.nixpkgs = lib.mkForce nixpkgs; };
  # A flake whose nixpkgs has these in place of the Node that the command runs on.
  withNodes =
    nodes:
    withNixpkgs (
      inputs.nixpkgs
      // {
        legacyPackages.${system} = removeAttrs packages [ "nodejs_24" ] // nodes;
      }
    ) { };
  old = withNodes {
    nodejs_22.version = "22.2.0";
    nodejs.version = "20.12.2";
    writeShellScriptBin = name: text: {
      type = "derivation";
      inherit name text;
      outPath = "/says";
    };
  };
  own = {
    type = "derivation";
    name = "own";
    outPath = "/own";
  };
in
{
  "a flake has the command, built with its own nixpkgs" = {
    expr = {
      inherit (plain.packages.${system}.fleet) name;
      app = plain.apps.${system}.fleet.type;
      inherit (plain.apps.${system}.fleet.meta) description;
      isOfPackage =
        plain.apps.${system}.fleet.program == "${plain.packages.${system}.fleet}/bin/fleet";
    };
    expected = {
      name = "fleet";
      app = "app";
      description = "The command of the fleet";
      isOfPackage = true;
    };
  };

  "it is of the version of the library" = {
    expr = plain.fleet.version == version && (inputs.fleet.lib.mkFleet { root = roots + "/family"; }).version == version;
    expected = true;
  };

  "every system says the version, where `fleet verify` looks for it" = {
    expr = map (system: system._module.args.fleet.version) [
      plain.nixosConfigurations.mini
      plain.darwinConfigurations.stibnite
    ];
    expected = [
      version
      version
    ];
  };

  "it can be switched off" = {
    expr =
      let
        flake = family { fleet.command.enable = false; };
      in
      [
        (attrNames flake.packages.${system})
        (attrNames flake.apps.${system})
      ];
    expected = [
      [ ]
      [ ]
    ];
  };

  "another package takes its place in both outputs" = {
    expr =
      let
        flake = family { perSystem.fleet.package = own; };
      in
      [
        flake.packages.${system}.fleet.name
        flake.apps.${system}.fleet.program
      ];
    expected = [
      "own"
      "/own/bin/fleet"
    ];
  };

  "what a flake itself calls fleet stays as it is" = {
    expr =
      let
        flake = family {
          perSystem = {
            apps.fleet.program = "/mine";
            packages.fleet = own;
          };
        };
      in
      [
        flake.packages.${system}.fleet.name
        flake.apps.${system}.fleet.program
      ];
    expected = [
      "own"
      "/mine"
    ];
  };

  "with a nixpkgs that is too old the outputs are there, and the command says why it is not" = {
    expr = {
      names = attrNames old.packages.${system};
      isSaid =
        builtins.match ".*needs Node.js 22.18 or newer, and this nixpkgs has 22.2.0.*exit 1\n"
          old.packages.${system}.fleet.text != null;
      inherit (old.apps.${system}.fleet) program;
    };
    expected = {
      names = [ "fleet" ];
      isSaid = true;
      program = "/says/bin/fleet";
    };
  };

  "without a nixpkgs there is no command, and nothing that fails" = {
    expr = map (module: attrNames (withNixpkgs null module).packages.${system}) [
      { }
      { perSystem.fleet.package = own; }
    ];
    expected = [
      [ ]
      [ "fleet" ]
    ];
  };

  "the library refuses such a nixpkgs" = {
    expr =
      (inputs.fleet.lib.packageFor (
        packages.extend (
          _: _: {
            nodejs_24 = null;
            nodejs.version = "20.12.2";
          }
        )
      )).node;
    expectedError = "this nixpkgs has 20.12.2 (nodejs)";
  };

  "a flake whose hosts are built asks for none of it" = {
    expr =
      (withNixpkgs (
        inputs.nixpkgs
        // {
          legacyPackages = throw "no package was asked for";
        }
      ) { }).nixosConfigurations.mini.config.networking.hostName;
    expected = "mini";
  };

  "the overlay has it for packages of all kinds" = {
    expr = (packages.extend inputs.fleet.overlays.default).fleet-cli.name;
    expected = "fleet";
  };
}
