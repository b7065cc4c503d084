# The command for a flake's outputs. A nixpkgs without a Node for it is said where somebody runs it: such
# outputs are looked through by `nix flake check` and `nix flake show`, which are not to fail for it.
pkgs:
let
  chosen = import ./node.nix {
    nodejs_24 = pkgs.nodejs_24 or null;
    nodejs_22 = pkgs.nodejs_22 or null;
    nodejs = pkgs.nodejs or null;
  };
in
if chosen.node != null then
  pkgs.callPackage ./. { inherit (chosen) node; }
else
  pkgs.writeShellScriptBin "fleet" ''
    printf '%s\n' ${pkgs.lib.escapeShellArg chosen.refusal} >&2
    exit 1
  ''
