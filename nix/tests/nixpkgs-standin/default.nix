# What `import nixpkgs` is.
{
  system ? null,
  localSystem ? null,
  config ? { },
  overlays ? [ ],
  ...
}:
import ./packages.nix {
  inherit config overlays;
  lib = import ./lib;
  system =
    if system != null then
      system
    else if localSystem != null then
      localSystem.system or localSystem
    else
      builtins.currentSystem;
}
