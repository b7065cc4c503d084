# The module of sops-nix in a list, and an empty list for who has no secrets: nobody else needs the
# input. Imported twice, it counts once, because it is a path.
{
  # "nixos", "darwin" or "home".
  kind,
  required,
  secrets,
}:
let
  input = required [ "sops-nix" ];
  modules = {
    darwin = input.darwinModules.sops;
    home = input.homeModules.sops or input.homeManagerModules.sops;
    nixos = input.nixosModules.sops;
  };
in
if secrets == { } then [ ] else [ modules.${kind} ]
