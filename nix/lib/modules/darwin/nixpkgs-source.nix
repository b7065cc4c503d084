# The nixpkgs that a Mac is built with, where it has one of its own instead of nix-darwin's.
let
  defaultOf = import ../default-value.nix;
in
{
  id,
  origin,
  settings,
  ...
}:
{ lib, ... }:
let
  default = defaultOf lib;
  nixpkgs = settings.ownNixpkgsOf id;
in
{
  inherit (origin "nixpkgs-source") _class _file key;
  config.nixpkgs = {
    flake.source = default nixpkgs.outPath;
    source = default nixpkgs;
  };
}
