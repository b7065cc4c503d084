# What the engines read that deploy several hosts in one call, or build another system than NixOS. `handed` is by
# engine what its own library is given, as plain attribute sets; `outputs` are those that it makes of it, by the
# names under which the engine looks for them in a flake. Which outputs there are is up to the inputs alone: to
# know the engines of all hosts, all of fleet.json would be read for whatever somebody asks of the flake.
let
  clanOf = import ./clan.nix;
  colmenaOf = import ./colmena.nix;
  deployNodesOf = import ./deploy-rs.nix;
  hostOf = import ./host.nix;
  inputFor = import ../build/required-input.nix;
  nixfleetOf = import ./nixfleet.nix;
  resolveWaves = import ./nixfleet-waves.nix;
  systemManagerOf = import ./system-manager.nix;
  wireOf = import ./wire.nix;
in
{
  # What the hosts of the fleet are built to, by id.
  all,
  # The ids of those that the fleet builds.
  enabled,
  fleet,
  inputs,
  # What the fleet has of channels and policies for nixfleet.
  nixfleet,
  outputs,
  settings,
  stale,
  standalone,
}:
let
  inherit (builtins)
    filter
    listToAttrs
    mapAttrs
    ;

  # By id, the hosts that an engine deploys.
  hostsOf =
    engine:
    listToAttrs (
      map (id: {
        name = id;
        value = hostOf {
          inherit id settings;
          host = all.${id};
        };
      }) (filter (id: all.${id}.data.deploy.engine or null == engine) enabled)
    );

  libraryOf =
    engine:
    (inputFor {
      inherit inputs;
      user = "what ${engine} reads";
    } [ engine ]);
  isWanted = engine: inputs.${engine} or null != null && outputs.${engine} or true;
  optional = engine: values: if isWanted engine then values else { };

  handed = {
    clan = clanOf { hosts = hostsOf "clan"; };
    colmena = colmenaOf { hosts = hostsOf "colmena"; };
    deploy-rs = deployNodesOf {
      hosts = hostsOf "deploy-rs";
      inherit standalone;
      libraryFor = system: (libraryOf "deploy-rs").lib.${system};
    };
    nixfleet = nixfleetOf {
      hosts = hostsOf "nixfleet";
      given = nixfleet;
    };
    system-manager = systemManagerOf {
      hosts = hostsOf "system-manager";
      inherit
        fleet
        settings
        stale
        ;
    };
    wire = wireOf { hosts = hostsOf "wire"; };
  };

  releases = (libraryOf "nixfleet").lib.mkFleet handed.nixfleet;
in
{
  inherit handed;
  outputs =
    optional "colmena" { colmenaHive = (libraryOf "colmena").lib.makeHive handed.colmena; }
    // optional "deploy-rs" { deploy = handed.deploy-rs; }
    // optional "system-manager" {
      systemConfigs = mapAttrs (
        _: (libraryOf "system-manager").lib.makeSystemConfig
      ) handed.system-manager;
    }
    // optional "wire" { wire = (libraryOf "wire").makeHive handed.wire; };
  # What nixfleet looks for in the output `fleet`.
  release = optional "nixfleet" {
    inherit (releases) bootstrapNonces revocations;
    resolved = resolveWaves releases.resolved;
  };
}
