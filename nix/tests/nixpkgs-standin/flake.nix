{
  description = "A stand-in for nixpkgs: real lib, packages without content, the options that a fleet sets";

  outputs =
    { ... }:
    let
      lib = (import ./lib).extend (
        final: _: {
          nixosSystem = arguments: import ./nixos/eval-config.nix ({ lib = final; } // arguments);
        }
      );
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    in
    {
      inherit lib;
      legacyPackages = lib.genAttrs systems (system: import ./packages.nix { inherit lib system; });
    };
}
