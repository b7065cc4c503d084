{
  description = "One machine to develop on, for two people";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    flake-parts.url = "github:hercules-ci/flake-parts";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    # In a repository of your own: fleet.url = "github:OWNER/fleet";
    fleet.url = "path:../..";
  };

  # Keys come from the environment of whoever deploys, and so the evaluation is impure, and sudo has to
  # pass them on. With NIX_STRICT_KEYS=true the build fails where one is missing, instead of leaving a
  # placeholder with which nobody can log in:
  #   export SSH_KEY_COAL="ssh-ed25519 …" SSH_KEY_VIOLINO="ssh-ed25519 …" NIX_STRICT_KEYS=true
  #   fleet check --strict-keys
  #   sudo --preserve-env=SSH_KEY_COAL,SSH_KEY_VIOLINO,NIX_STRICT_KEYS nixos-rebuild switch --flake .#devbox --impure
  # To publish the flake, none is needed.
  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.fleet.flakeModules.default ];
      fleet = {
        root = ./.;
        # For `{ inputs, ... }:` in the modules of systems, and in those of homes.
        specialArgs = { inherit inputs; };
        extraSpecialArgs = { inherit inputs; };
      };
    };
}
