{
  description = "Four Macs and four servers, from modules by name";

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
    # In a repository of your own: fleet.url = "github:OWNER/fleet";
    fleet.url = "path:../..";

    # Where these two are inputs, the machines are clan's to build (modules/clan.nix), and cinnabar
    # is set up for its cloud:
    # clan-core.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
    # clan-core.inputs.nixpkgs.follows = "nixpkgs";
    # clan-core.inputs.flake-parts.follows = "flake-parts";
    # clan-core.inputs.nix-darwin.follows = "nix-darwin";
    # clan-core.inputs.sops-nix.follows = "sops-nix";
    # srvos.url = "github:nix-community/srvos";
    # srvos.inputs.nixpkgs.follows = "nixpkgs";
  };

  # System and homes of the admins: `clan machines update stibnite`
  # A home without its system:      `nh home switch`, which finds raquel@blackphos by itself
  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } (
      { lib, ... }:
      let
        # Every default.nix in there is a module of this flake. It puts modules into
        # `flake.modules.<class>`, where fleet finds them by name.
        tree = lib.filter (path: baseNameOf path == "default.nix") (
          lib.filesystem.listFilesRecursive ./modules
        );
      in
      {
        # On what `nix run .#fleet`, `nix develop` and `nix fmt` work. What hosts there are, and of which
        # system, is in fleet.config.ts.
        systems = [
          "aarch64-darwin"
          "aarch64-linux"
          "x86_64-linux"
        ];
        imports = [
          inputs.flake-parts.flakeModules.modules
          inputs.fleet.flakeModules.default
        ]
        ++ tree
        ++ lib.optional (inputs ? clan-core) ./modules/clan.nix;
        fleet = {
          root = ./.;
          # For `{ inputs, ... }:` in the modules of systems, and in those of homes.
          specialArgs = { inherit inputs; };
          extraSpecialArgs = { inherit inputs; };
        };

        perSystem =
          { system, ... }:
          let
            pkgs = inputs.nixpkgs.legacyPackages.${system};
          in
          {
            # `nix develop`: what keys and secrets are made with.
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
      }
    );
}
