{
  # Cases on the real flake-parts, home-manager, nix-darwin and sops-nix. Every file is { expr, expected } by name.
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    nix-darwin.url = "github:nix-darwin/nix-darwin";
    nix-darwin.inputs.nixpkgs.follows = "nixpkgs";
    sops-nix.url = "github:Mic92/sops-nix";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
    # Their flakes are read by the cases that need them, so that nothing of theirs is locked.
    clan-core.url = "github:clan-lol/clan-core";
    clan-core.flake = false;
    easy-hosts.url = "github:tgirlcloud/easy-hosts";
    easy-hosts.flake = false;
    colmena.url = "github:nix-community/colmena";
    colmena.flake = false;
    deploy-rs.url = "github:serokell/deploy-rs";
    deploy-rs.flake = false;
    nixfleet.url = "github:arcanesys/nixfleet";
    nixfleet.flake = false;
    system-manager.url = "github:numtide/system-manager";
    system-manager.flake = false;
    wire.url = "github:forallsys/wire";
    wire.flake = false;
    fleet.url = "path:../../..";
  };

  outputs =
    given:
    let
      # Every NixOS has what a machine needs to start, and says on what its build would stop.
      inputs = given // {
        nixpkgs = given.nixpkgs // {
          lib = given.nixpkgs.lib.extend (
            _: previous: {
              nixosSystem =
                arguments:
                let
                  system = previous.nixosSystem (
                    arguments // { modules = arguments.modules ++ [ ./machine.nix ]; }
                  );
                  isBroken = one: !one.assertion;
                in
                system
                // {
                  failed = map (one: one.message) (builtins.filter isBroken system.config.assertions);
                };
            }
          );
        };
      };
      roots = inputs.fleet + "/nix/tests/roots";
      # A flake that imports fleet's module and the given one, with some inputs in the place of others.
      mkFlakeWith =
        others: module:
        inputs.flake-parts.lib.mkFlake { inputs = inputs // others; } {
          systems = [ "x86_64-linux" ];
          imports = [
            inputs.fleet.flakeModules.default
            module
          ];
        };
      mkFlake = mkFlakeWith noEngines;
      # None of the engines below is a flake here, so each case hands over the ones that it reads.
      noEngines = {
        colmena = null;
        deploy-rs = null;
        nixfleet = null;
        system-manager = null;
        wire = null;
      };
      engineTools = {
        inherit inputs;
        engineFlake =
          given:
          import ./engine-flake.nix { inherit inputs mkFlakeWith roots; } (
            given // { engines = noEngines // given.engines; }
          );
      };
      tools = { inherit inputs mkFlake roots; };
      outputsOff.fleet.outputs = {
        darwin = false;
        home = false;
        nixos = false;
      };
    in
    {
      cases = {
        accounts = import ./accounts.nix tools;
        attributes = import ./attributes.nix tools;
        clan = import ./clan.nix {
          inherit
            inputs
            mkFlakeWith
            outputsOff
            roots
            ;
        };
        colmena = import ./colmena.nix engineTools;
        command = import ./command.nix tools;
        darwin = import ./darwin.nix tools;
        deploy-rs = import ./deploy-rs.nix engineTools;
        easy-hosts = import ./easy-hosts.nix (tools // { inherit outputsOff; });
        engines = import ./engines.nix engineTools;
        errors = import ./errors.nix tools;
        data = import ./data.nix tools;
        folders = import ./folders.nix tools;
        homes = import ./homes.nix tools;
        less = import ./less.nix tools;
        names = import ./names.nix tools;
        nixfleet = import ./nixfleet.nix engineTools;
        nixos-accounts = import ./nixos-accounts.nix tools;
        nixos = import ./nixos.nix tools;
        outputs = import ./outputs.nix tools;
        platforms = import ./platforms.nix tools;
        root = import ./root.nix tools;
        secrets = import ./secrets.nix tools;
        service-accounts = import ./service-accounts.nix tools;
        services = import ./services.nix tools;
        stand-in = import ./stand-in.nix tools;
        system-manager = import ./system-manager.nix engineTools;
        wire = import ./wire.nix engineTools;
      };
    };
}
