# What `lib.nixosSystem` does.
{
  lib,
  modules,
  specialArgs ? { },
  system ? null,
  ...
}:
let
  evaluated = lib.evalModules {
    class = "nixos";
    specialArgs = {
      modulesPath = toString ./modules;
    }
    // specialArgs;
    modules =
      modules
      ++ [
        ./modules/nix.nix
        ./modules/nixpkgs.nix
        ./modules/programs.nix
        ./modules/system.nix
        ./modules/systemd.nix
        ./modules/users.nix
      ]
      ++ lib.optional (system != null) { nixpkgs.hostPlatform = lib.mkDefault system; };
  };
in
evaluated
// {
  inherit (evaluated._module.args) pkgs;
  # On what a build would stop.
  failed = map (one: one.message) (lib.filter (one: !one.assertion) evaluated.config.assertions);
}
