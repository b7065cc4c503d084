# What the flake publishes for one system, with the pinned nixpkgs or another one. Each is made when it is
# asked for.
{
  system,
  nixpkgs ? import ./nixpkgs.nix,
}:
let
  pkgs = import nixpkgs {
    inherit system;
    config = { };
    overlays = [ ];
  };
  identity = builtins.fromJSON (builtins.readFile ../../identity.json);
  fleet = pkgs.callPackage ../package { };
  app = {
    type = "app";
    program = "${fleet}/bin/${identity.name}";
    meta = { inherit (fleet.meta) description; };
  };
in
{
  packages = {
    default = fleet;
    inherit fleet;
  };

  apps = {
    default = app;
    fleet = app;
  };

  # What the repository's own commands use. Nix is there already.
  devShells.default = pkgs.mkShellNoCC {
    packages = [
      fleet.node
      pkgs.actionlint
      pkgs.age
      pkgs.git
      pkgs.go
      pkgs.nixfmt
      pkgs.sops
      pkgs.ssh-to-age
    ];
  };

  formatter = pkgs.nixfmt-tree;

  checks = import ./checks.nix { inherit fleet identity pkgs; };
}
