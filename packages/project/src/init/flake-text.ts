/** The flake of a fleet that begins: that of the template `default`. */
export const flakeText = `{
  description = "A fleet";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    # For Macs, and for secrets. Without any, these two can go.
    nix-darwin.url = "github:nix-darwin/nix-darwin";
    nix-darwin.inputs.nixpkgs.follows = "nixpkgs";
    sops-nix.url = "github:Mic92/sops-nix";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
    fleet.url = "github:OWNER/fleet";
  };

  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      # On what \`nix run .#fleet\`, \`nix develop\` and \`nix fmt\` work. What hosts there are, and of which
      # system, is in fleet.config.ts.
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-linux"
      ];
      imports = [ inputs.fleet.flakeModules.default ];

      fleet = {
        root = ./.;
        # For \`{ inputs, ... }:\` in the modules of systems, and in those of homes.
        specialArgs = { inherit inputs; };
        extraSpecialArgs = { inherit inputs; };
      };

      perSystem =
        { system, ... }:
        let
          pkgs = inputs.nixpkgs.legacyPackages.\${system};
        in
        {
          # \`nix develop\`: what keys and secrets are made with.
          devShells.default = pkgs.mkShellNoCC {
            packages = [
              pkgs.age
              pkgs.sops
              pkgs.ssh-to-age
            ];
          };
          # \`nix fmt\`
          formatter = pkgs.nixfmt-tree;
        };
    };
}
`;
