# The packages of standalone homes: { required, system, isOverridden, ofSystem } to a package set. It is made
# once for each system; a host with inputs of its own has its own, and so has a home that comes with its
# system, too: the packages of that (`ofSystem`, else null).
{
  inputs,
  nixpkgsConfig,
  overlays,
  pkgsFor,
}:
let
  isPlain = overlays == [ ] && nixpkgsConfig == { };

  import' =
    nixpkgs: system:
    if isPlain && nixpkgs.legacyPackages ? ${system} then
      nixpkgs.legacyPackages.${system}
    else
      import nixpkgs {
        inherit overlays system;
        config = nixpkgsConfig;
      };

  shared = builtins.mapAttrs (system: _: import' inputs.nixpkgs system) inputs.nixpkgs.legacyPackages;
in
{
  isOverridden,
  ofSystem,
  required,
  system,
}:
if pkgsFor != null then
  pkgsFor system
else if ofSystem != null then
  ofSystem.pkgs
else
  let
    nixpkgs = required [ "nixpkgs" ];
  in
  if isOverridden then
    import' nixpkgs system
  else
    # A nixpkgs lists the systems that it is built for, and can be imported for others.
    builtins.seq nixpkgs (shared.${system} or (import' nixpkgs system))
