{
  description = "Two workstations, and two logins of one person";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    sops-nix.url = "github:Mic92/sops-nix";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
    # In a repository of your own: fleet.url = "github:OWNER/fleet";
    fleet.url = "path:../..";
  };

  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.fleet.flakeModules.default ];

      fleet = {
        root = ./.;
        # Packages of one's own, for all hosts and all homes.
        overlays = [ (import ./overlays) ];
        # What modules can ask for beside `fleet`: its data are the host and the user.
        specialArgs = { inherit inputs; };
        extraSpecialArgs = { inherit inputs; };
        # Modules of other inputs, for one host and for all homes:
        # hosts.reason.modules = [ inputs.chaotic.nixosModules.default ];
        # homeModules = [ inputs.stylix.homeModules.stylix ];
      };

      perSystem =
        { system, ... }:
        let
          pkgs = inputs.nixpkgs.legacyPackages.${system};
        in
        {
          # `nix develop`: what secrets are edited with.
          devShells.default = pkgs.mkShellNoCC {
            packages = [
              pkgs.age
              pkgs.sops
              pkgs.ssh-to-age
            ];
          };
          # `nix fmt`
          formatter = pkgs.nixfmt-tree;
        };
    };
}
