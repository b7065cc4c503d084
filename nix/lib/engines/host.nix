# A host as the engines see it: what of it is said to SSH, and what it is built from.
let
  weak = import ./weak.nix;
  inputFor = import ../build/required-input.nix;
in
{
  host,
  id,
  settings,
}:
let
  inherit (builtins) elemAt match;
  inherit (host.data) deploy hostname system;

  # "root@mini.example.org", in two.
  parts = match "([^@]*)@(.*)" (deploy.target or hostname);

  nixpkgs =
    (inputFor {
      user = ''host "${id}"'';
      inputs = settings.inputsOf id;
    })
      [ "nixpkgs" ];
  override = settings.hosts.${id} or { };
in
{
  inherit id system;
  inherit (host)
    configuration
    data
    module
    platform
    ;
  # Without a target, the name that the host has.
  address = if parts == null then deploy.target or hostname else elemAt parts 1;
  # Null where the target says nobody: then SSH's own configuration does.
  login = if parts == null then null else elemAt parts 0;
  hasTarget = deploy ? target;
  isBuiltThere = deploy ? buildHost && deploy.buildHost == deploy.target or null;

  # The host itself, and the settings of an engine that has them among the options of NixOS.
  nodeModules =
    deployment:
    host.modules
    ++ [
      {
        _file = "${settings.file}, hosts.${id}.deploy";
        inherit deployment;
      }
      {
        _file = "fleet.hosts.${id}.deployment";
        deployment = override.deployment or { };
      }
      # As `nixosSystem` of a flake does.
      (
        { options, ... }:
        {
          nixpkgs = if options ? nixpkgs.flake then { flake.source = weak nixpkgs.outPath; } else { };
        }
      )
    ];

  # The nixpkgs of the host, for an engine that imports NixOS from it. Its overlays and its configuration are left out: the
  # modules of the host have them, and they would count twice.
  packages =
    (nixpkgs.legacyPackages.${system} or (import nixpkgs { inherit system; }))
    // {
      config = { };
      overlays = [ ];
    };

  # The `lib` of the flake knows its own revision, by which a system is named.
  specialArgs = {
    inherit (nixpkgs) lib;
  }
  // host.specialArgs;
}
