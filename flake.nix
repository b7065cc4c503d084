{
  description = "One typed declaration of users, hosts and homes, and the configurations that Nix builds from it";

  # No inputs: whoever uses this brings nixpkgs and home-manager, and has nothing of ours in the lock file.
  # What is built here is built with the nixpkgs that nix/dev locks, which is fetched when that is asked for.
  outputs =
    { ... }:
    let
      # A part of what there is for each system.
      forSystems =
        part:
        builtins.listToAttrs (
          map (system: {
            name = system;
            value = (import ./nix/dev/outputs.nix { inherit system; }).${part};
          }) (import ./nix/lib/systems.nix)
        );
    in
    {
      flakeModule = ./nix/flake-module.nix;
      flakeModules.default = ./nix/flake-module.nix;
      lib = import ./nix/lib;
      overlays.default = import ./nix/overlay.nix;
      apps = forSystems "apps";
      checks = forSystems "checks";
      devShells = forSystems "devShells";
      formatter = forSystems "formatter";
      packages = forSystems "packages";
      templates = import ./templates;
    };
}
