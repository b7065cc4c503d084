# The configurations of a fleet, from its `fleet.json`.
{
  # The folder that holds fleet.json: `./.` in the flake beside it.
  root,
  # nixpkgs, home-manager, nix-darwin and sops-nix by these names, as far as hosts need them.
  inputs ? { },
  # Modules for all systems, and for all homes.
  modules ? [ ],
  homeModules ? [ ],
  # Modules that hosts and homes name instead of a file, by class ("nixos", "darwin", "homeManager") and
  # name: what flake-parts has as `flake.modules`.
  flakeModules ? { },
  # Further arguments for the modules of all systems, and of all homes.
  specialArgs ? { },
  extraSpecialArgs ? { },
  # Overlays and configuration of nixpkgs for all systems and standalone homes.
  overlays ? [ ],
  nixpkgsConfig ? { },
  # The packages of standalone homes, by system; instead of those of nixpkgs with the two above.
  pkgsFor ? null,
  # For some hosts, by id: their own `inputs`, and further `modules` and `specialArgs`; `deployment`, settings of
  # colmena and wire; with `enable = false`
  # something else builds the host and its homes.
  hosts ? { },
  # By platform, false where something else builds all of its systems, perhaps with modules that are missing here; by
  # engine (colmena, deploy-rs, wire, nixfleet, system-manager), false where the flake has what it reads by itself.
  outputs ? { },
  # Channels, policies and what else nixfleet is to know; fleet adds the hosts.
  nixfleet ? { },
}:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    isAttrs
    listToAttrs
    mapAttrs
    ;
  # A flake says where it lies by `outPath`; to the library it is a folder like any other.
  folder = if isAttrs root then root.outPath else root;

  read = import ../read/read-fleet.nix { root = folder; };

  unknown = filter (id: !(read.hosts ? ${id})) (attrNames hosts);
  # Settings of a system, where the fleet has none to build.
  idle = filter (
    id:
    read.hosts.${id}.platform == "linux"
    && read.hosts.${id}.data.deploy.engine or null != "system-manager"
    && (hosts.${id}.modules or [ ] != [ ] || hosts.${id}.specialArgs or { } != { })
  ) (attrNames hosts);
  known =
    if unknown != [ ] then
      throw ''
        fleet: settings are given for ${concatStringsSep ", " unknown}, and the fleet has no such host.
        It has ${concatStringsSep ", " (attrNames read.hosts)}.''
    else if idle != [ ] then
      throw ''
        fleet: `modules` or `specialArgs` are given for ${concatStringsSep ", " idle}, and there the fleet manages no system (platform: "linux").
        Its homes have the modules of the declaration, `homeModules` and `extraSpecialArgs`.''
    else
      read.hosts;

  # What modules get to see; the id is part of it.
  fleet.hosts = mapAttrs (id: { data, ... }: data // { inherit id; }) known;
  fleet.common = read.common // {
    inherit (fleet) hosts;
  };

  stale = import ../read/freshness.nix {
    root = folder;
    inherit (read) sources;
  };

  settings = {
    inherit
      extraSpecialArgs
      flakeModules
      homeModules
      hosts
      modules
      nixpkgsConfig
      overlays
      specialArgs
      ;
    root = folder;
    file = "${toString folder}/fleet.json";
    inputsOf = id: inputs // (hosts.${id} or { }).inputs or { };
    isBuilt = id: isEnabled id && outputs.${read.hosts.${id}.platform} or true;
    # nix-darwin brings the nixpkgs that it follows. Only a host's own goes before that.
    ownNixpkgsOf = id: (hosts.${id} or { }).inputs.nixpkgs or null;
    pkgsFor = import ./packages.nix {
      inherit
        inputs
        nixpkgsConfig
        overlays
        pkgsFor
        ;
    };
  };

  isEnabled = id: (hosts.${id} or { }).enable or true;

  homes = import ./homes.nix {
    inherit fleet settings stale;
    configurationOf = id: all.${id}.configuration;
  };

  hostOf = import ./hosts.nix {
    inherit fleet settings stale;
    inherit (homes) homesOf;
  };

  all = mapAttrs hostOf known;

  engines = import ../engines {
    inherit
      all
      enabled
      fleet
      inputs
      nixfleet
      outputs
      settings
      stale
      standalone
      ;
  };
  standalone = homes.standalone read.homes;

  checksFor = import ./checks.nix {
    inherit stale;
    inherit (read) edits;
  };
  # A list, not what the hosts have: a large fleet would be read whole for it.
  systems = import ../systems.nix;

  ofPlatform =
    platform: value: ids:
    listToAttrs (
      map (id: {
        name = id;
        value = value all.${id};
      }) (filter (id: known.${id}.platform == platform) ids)
    );
  ids = attrNames known;
  # What something else builds has its modules all the same, for whoever builds it.
  enabled = filter isEnabled ids;
in
engines.outputs
// (if engines.release == { } then { } else { fleet = engines.release; })
// {
  inherit stale;
  # `fleet verify` looks whether the command and this fit together.
  version = import ../version.nix;
  nixosConfigurations = ofPlatform "nixos" (host: host.configuration) enabled;
  darwinConfigurations = ofPlatform "darwin" (host: host.configuration) enabled;
  homeConfigurations = listToAttrs (
    map (name: {
      inherit name;
      value = standalone.${name}.configuration;
    }) (filter (name: isEnabled standalone.${name}.host) (attrNames standalone))
  );
  # The same to build in another way: with clan, colmena, or a `nixosSystem` of one's own.
  nixosModules = ofPlatform "nixos" (host: host.module) ids;
  darwinModules = ofPlatform "darwin" (host: host.module) ids;
  hosts = all;
  homes = standalone;
  # By engine, what its library is given, for who calls it himself.
  engines = engines.handed;
  # For one system, and for those that flakes usually have, as a flake publishes them.
  inherit checksFor;
  checks = listToAttrs (
    map (name: {
      inherit name;
      value = checksFor name;
    }) systems
  );
}
