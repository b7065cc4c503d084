# The table of what NixOS says of a configuration, as cases: on the stand-in for nixpkgs, and on the real
# one where there is a checkout of it.
{ inputs, ... }:
let
  inherit (builtins) mapAttrs pathExists;
  inherit (inputs.nixpkgs) lib;

  # A real nixpkgs tells by its notes how new it is; the stand-in is as new as can be.
  notes = inputs.nixpkgs + "/nixos/doc/manual/release-notes";
  hasRelease =
    release:
    !pathExists notes || pathExists "${notes}/rl-${lib.replaceStrings [ "." ] [ "" ] release}.section.md";

  systemOf =
    input:
    inputs.nixpkgs.lib.nixosSystem {
      modules = [
        {
          nixpkgs.hostPlatform = "x86_64-linux";
          # One for all, which takes the real one a second less for each.
          nixpkgs.pkgs = inputs.nixpkgs.legacyPackages.x86_64-linux;
          system.stateVersion = "24.05";
        }
        input
      ];
    };

  # Each text as the part of it that was expected, so that their further words are free.
  markBy = parts: map (text: lib.findFirst (part: lib.hasInfix part text) text parts);
  sort = builtins.sort builtins.lessThan;

  judged =
    {
      input,
      failed ? [ ],
      warnings ? [ ],
      ...
    }:
    let
      system = systemOf input;
    in
    {
      expr = {
        failed = sort (markBy failed system.failed);
        warnings = sort (markBy warnings system.config.warnings);
      };
      expected = {
        failed = sort failed;
        warnings = sort warnings;
      };
    };

  refused = { input, error, ... }: {
    expr =
      let
        system = systemOf input;
      in
      [
        system.failed
        system.config.users.groups
        (builtins.stringLength system.config.system.activationScripts.users.text)
        system.config.programs.bash.enable
      ];
    expectedError = error;
  };
in
mapAttrs (_: one: if one ? error then refused one else judged one) (
  lib.filterAttrs (_: one: hasRelease (one.since or "24.05")) (import ./nixos-table.nix { inherit lib; })
)
