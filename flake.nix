{
  description = "One typed declaration of users, hosts and homes, and the configurations that Nix builds from it";

  # No inputs: whoever uses this brings nixpkgs and home-manager, and has nothing of ours in the lock file.
  outputs =
    { ... }:
    {
      flakeModule = ./nix/flake-module.nix;
      flakeModules.default = ./nix/flake-module.nix;
      lib = import ./nix/lib;
      templates.default = {
        path = ./templates/default;
        description = "A fleet of one host and its admin";
        welcomeText = ''
          A fleet of one host, `machine`, and its admin, `admin`. Next:

          - Call them what they are called: in `fleet.config.ts`, and the files in `hosts/` and `users/`.
          - Put the output of `nixos-generate-config --show-hardware-config` into `hosts/machine/hardware.nix`.
          - `git add --all`, then `fleet generate`, then `git add fleet.json fleet.lock.json`.
          - `fleet check`, then `nixos-rebuild build --flake .#machine`.
        '';
      };
    };
}
