{
  description = "A fleet";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    # Where this template came from.
    fleet.url = "github:OWNER/fleet";
  };

  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.fleet.flakeModules.default ];
      fleet.root = ./.;
      # For `{ inputs, ... }:` in the modules of systems, and in those of homes.
      fleet.specialArgs = { inherit inputs; };
      fleet.extraSpecialArgs = { inherit inputs; };
    };
}
