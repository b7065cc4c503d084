{
  description = "One typed declaration of users, hosts and homes, and the configurations that Nix builds from it";

  # No inputs: whoever uses this brings nixpkgs and home-manager, and has nothing of ours in the lock file.
  outputs =
    { ... }:
    {
      flakeModule = ./nix/flake-module.nix;
      flakeModules.default = ./nix/flake-module.nix;
      lib = import ./nix/lib;
      templates = import ./templates;
    };
}
