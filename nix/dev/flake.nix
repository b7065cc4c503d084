{
  # What fleet's own packages, shells and checks are built with. It is a flake so that Nix keeps its lock file
  # (`nix flake update --flake ./nix/dev`, before Nix 2.19: `nix flake update ./nix/dev`); the flake at the root
  # reads the lock file, and so needs no input that those who use it would have to lock.
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs = _: { };
}
