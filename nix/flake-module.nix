# The flake-parts module: options, and what `lib` makes of them.
{
  config,
  flake-parts-lib,
  inputs,
  lib,
  ...
}:
let
  inherit (builtins) intersectAttrs;
  inherit (lib)
    literalExpression
    mapAttrs
    mkDefault
    mkIf
    mkOption
    mkOptionDefault
    optionalAttrs
    types
    ;
  cfg = config.fleet;
  fleetLib = import ./lib;

  fleet = fleetLib.mkFleet {
    inherit (cfg)
      extraSpecialArgs
      flakeModules
      homeModules
      hosts
      inputs
      modules
      nixfleet
      nixpkgsConfig
      outputs
      overlays
      pkgsFor
      root
      specialArgs
      ;
  };

  mkValue =
    type: default: description:
    mkOption { inherit default description type; };

  mkInput =
    name: default:
    mkOption {
      type = types.raw;
      inherit default;
      defaultText = literalExpression "inputs.${name} or null";
      description = "The ${name} that hosts and homes are built or deployed with. It may be missing as long as none needs it.";
    };

  mkOutput =
    name:
    mkValue types.bool true "Whether to define `flake.${name}`. Off, `flake.fleet` still holds what is needed to build them in another way.";

  moduleList = mkValue (types.listOf types.raw) [ ];
  argumentSet = mkValue (types.lazyAttrsOf types.raw) { };

  # Of a type and nothing else, so that a module that declares the same output can be imported too.
  configurations = mkOption { type = types.lazyAttrsOf types.raw; };

  # Engines that read an output of their own.
  engines = {
    colmena = "colmenaHive";
    deploy-rs = "deploy";
    nixfleet = "fleet.resolved";
    system-manager = "systemConfigs";
    wire = "wire";
  };
  engineOutputs = {
    colmenaHive = null;
    deploy = null;
    systemConfigs = null;
    wire = null;
  };
  mkEngineOutput =
    name: output:
    mkValue types.bool true "Whether to define `flake.${output}` where the flake has an input `${name}`. A definition of the flake's own goes before it. Off, `flake.fleet.engines` still holds what ${name} is given.";

  host.options = {
    deployment = argumentSet "Settings of colmena and wire for this host, such as `keys` or `buildOnTarget`, before those that the declaration makes.";
    enable = mkValue types.bool true "Whether the flake gets the configuration of this host, and its standalone homes. Off, something else builds them; `flake.fleet.hosts.<id>.module` still is what the fleet says of the host.";
    inputs = argumentSet "Inputs for this host alone, by the names of `fleet.inputs`.";
    modules = moduleList "Further system modules for this host.";
    specialArgs = argumentSet "Further arguments for the system modules of this host.";
  };
in
{
  _class = "flake";
  _file = ./flake-module.nix;

  options.fleet = {
    root = mkOption {
      type = types.path;
      example = literalExpression "./.";
      description = "The folder of the fleet: the one that holds fleet.json.";
    };
    inputs = mapAttrs (name: _: mkInput name (inputs.${name} or null)) engines // {
      home-manager = mkInput "home-manager" (inputs.home-manager or null);
      nix-darwin = mkInput "nix-darwin" (inputs.nix-darwin or inputs.darwin or null);
      nixpkgs = mkInput "nixpkgs" (inputs.nixpkgs or null);
      sops-nix = mkInput "sops-nix" (inputs.sops-nix or null);
    };
    modules = moduleList "System modules for all hosts.";
    homeModules = moduleList "Home modules for all homes.";
    flakeModules = mkOption {
      type = types.lazyAttrsOf (types.lazyAttrsOf types.raw);
      default = config.flake.modules or { };
      defaultText = literalExpression "config.flake.modules or { }";
      description = "Modules that the fleet names instead of their file, by class (`nixos`, `darwin`, `homeManager`) and name.";
    };
    specialArgs = argumentSet "Further arguments for the system modules of all hosts.";
    extraSpecialArgs = argumentSet "Further arguments for the modules of all homes.";
    overlays = moduleList "Overlays of nixpkgs for all systems and standalone homes.";
    nixpkgsConfig = mkValue types.attrs { } "The configuration of nixpkgs for all systems and standalone homes.";
    pkgsFor = mkOption {
      type = types.nullOr types.raw;
      default = null;
      example = literalExpression "system: withSystem system ({ pkgs, ... }: pkgs)";
      description = "The packages of standalone homes, by system; null for those of nixpkgs with `fleet.overlays` and `fleet.nixpkgsConfig`.";
    };
    hosts = mkValue (types.lazyAttrsOf (types.submodule host)) { } "What differs for some hosts, by host id.";
    nixfleet = argumentSet "Channels, policies and what else nixfleet's `mkFleet` takes; the fleet adds its hosts, and where a channel is not defined here, one that gives all of its hosts out at once.";
    outputs = mapAttrs mkEngineOutput engines // {
      darwin = mkOutput "darwinConfigurations";
      home = mkOutput "homeConfigurations";
      nixos = mkOutput "nixosConfigurations";
    };
    command.enable = mkValue types.bool true "Whether to define `packages.fleet` and `apps.fleet`, the command: `nix run .#fleet -- check`.";
    checks.enable = mkValue types.bool true "Whether to define the check `fleet-fresh`: fleet.json fits the files that it was computed from.";
  };

  options.perSystem = flake-parts-lib.mkPerSystemOption (
    { system, ... }:
    {
      options.fleet.package = mkOption {
        type = types.package;
        default = import ./package/for-flake.nix cfg.inputs.nixpkgs.legacyPackages.${system};
        defaultText = literalExpression "inputs.fleet.lib.packageFor config.fleet.inputs.nixpkgs.legacyPackages.\${system}";
        example = literalExpression "inputs.fleet.packages.\${system}.fleet";
        description = "The command, of the version of this module.";
      };
    }
  );

  options.flake = {
    darwinConfigurations = configurations;
    homeConfigurations = configurations;
    fleet = mkOption {
      type = types.lazyAttrsOf types.raw;
      description = "The pieces that systems and homes are built from: `hosts.<id>.modules`, `homes.<name>.modules`, `stale`, the files that changed since fleet.json was computed, and `version`, that of fleet.";
    };
  };

  # In a module of its own, for its name stands in the error where a flake has a configuration of that name
  # already: who moves a host into a fleet reads there what to do.
  imports = [
    {
      _file = "${toString ./flake-module.nix}, where the fleet builds each of its hosts: delete the other definition, or set `fleet.hosts.<id>.enable = false` while that is the one to build";
      config.flake = {
        darwinConfigurations = mkIf cfg.outputs.darwin fleet.darwinConfigurations;
        homeConfigurations = mkIf cfg.outputs.home fleet.homeConfigurations;
        nixosConfigurations = mkIf cfg.outputs.nixos fleet.nixosConfigurations;
      };
    }
  ];

  config = {
    # What a flake itself has under these names goes before. Which there are depends on the inputs and never on fleet.json: where
    # that is broken, all else that the flake has is to go on.
    flake = mapAttrs (_: mkDefault) (intersectAttrs engineOutputs fleet) // {
      fleet = mapAttrs (_: mkDefault) (fleet.fleet or { }) // {
        inherit (fleet)
          engines
          homes
          hosts
          stale
          version
          ;
      };
    };
    perSystem =
      {
        config,
        options,
        system,
        ...
      }:
      let
        isGiven = options.fleet.package.highestPrio < (mkOptionDefault null).priority;
        hasCommand = cfg.command.enable && (isGiven || cfg.inputs.nixpkgs ? legacyPackages.${system});
      in
      {
        checks = mkIf cfg.checks.enable (fleet.checksFor system);
        # What a flake itself has under these names goes before.
        apps = mkIf hasCommand {
          fleet = mkDefault (
            {
              program = "${config.fleet.package}/bin/fleet";
            }
            # Newer Nix warns of an app that does not say what it is; older flake-parts has no place for that.
            // optionalAttrs (options.apps.type.getSubOptions [ ] ? meta) {
              meta.description = "The command of the fleet";
            }
          );
        };
        packages = mkIf hasCommand { fleet = mkDefault config.fleet.package; };
      };
  };
}
