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
        ./modules/security.nix
        ./modules/services.nix
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
}
