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
    fleet.url = "path:../../..";
  };

  outputs =
    inputs:
    let
      roots = inputs.fleet + "/nix/tests/roots";
      # A flake that imports fleet's module and the given ones.
      mkFlake =
        module:
        inputs.flake-parts.lib.mkFlake { inherit inputs; } {
          systems = [ "x86_64-linux" ];
          imports = [
            inputs.fleet.flakeModules.default
            module
          ];
        };
      tools = { inherit inputs mkFlake roots; };
    in
    {
      cases = {
        accounts = import ./accounts.nix tools;
        darwin = import ./darwin.nix tools;
        errors = import ./errors.nix tools;
        homes = import ./homes.nix tools;
        outputs = import ./outputs.nix tools;
        secrets = import ./secrets.nix tools;
      };
    };
}
