# A host of the fleet: its data and platform; `systemModule`, what the data come to; `modules`, all that
# it is built from, and `module`, the same in one; `configuration`, which builds it.
{
  fleet,
  homesOf,
  settings,
  stale,
}:
id:
{ platform, ... }:
let
  inherit (builtins)
    addErrorContext
    any
    attrValues
    concatMap
    ;
  host = fleet.hosts.${id};
  homes = homesOf id;
  override = settings.hosts.${id} or { };
  specialArgs = settings.specialArgs // override.specialArgs or { };
  user = ''host "${id}"'';

  required = import ./required-input.nix {
    inherit user;
    inputs = settings.inputsOf id;
  };
  modulesOf = import ./module.nix {
    inherit user;
    inherit (settings) flakeModules root;
    class = platform;
  };

  systemModule = import ../modules/system {
    inherit
      fleet
      homes
      id
      settings
      stale
      ;
  };

  homeManager =
    let
      inherit (required [ "home-manager" ]) darwinModules nixosModules;
    in
    if platform == "darwin" then darwinModules.home-manager else nixosModules.home-manager;

  modules = [
    systemModule
  ]
  ++ (if any (home: home.isIntegrated) (attrValues homes) then [ homeManager ] else [ ])
  ++ (
    if platform == "darwin" && ownNixpkgs != null then
      [
        (
          { lib, ... }:
          {
            _file = "${settings.file}, hosts.${id}";
            nixpkgs.source = import ../modules/default-value.nix lib ownNixpkgs;
            nixpkgs.flake.source = import ../modules/default-value.nix lib ownNixpkgs.outPath;
          }
        )
      ]
    else
      [ ]
  )
  ++ import ./sops-nix.nix {
    inherit required;
    kind = platform;
    secrets = host.secrets or { };
  }
  ++ concatMap modulesOf host.modules
  ++ settings.modules
  ++ override.modules or [ ];

  arguments = { inherit modules specialArgs; };

  # nix-darwin brings the nixpkgs that it follows. Only a host's own goes before that.
  ownNixpkgs = override.inputs.nixpkgs or null;

  builders = {
    darwin =
      (required [
        "nix-darwin"
        "darwin"
      ]).lib.darwinSystem
        (arguments // (if ownNixpkgs == null then { } else { inherit (ownNixpkgs) lib; }));
    nixos = (required [ "nixpkgs" ]).lib.nixosSystem arguments;
  };

  noSystem = throw ''
    fleet: ${user} has the platform "${platform}", so it has homes but no system of its own to build.
    Only hosts with the platform "nixos" or "darwin" have modules.'';
in
{
  inherit platform;
  data = host;
}
// (
  if builders ? ${platform} then
    {
      inherit modules specialArgs systemModule;
      module = {
        _class = platform;
        _file = "${settings.file}, hosts.${id}";
        key = "${settings.file}#hosts.${id}.all";
        imports = modules;
      };
      configuration = addErrorContext "while building ${user} of the fleet in ${settings.file}" builders.${platform};
    }
  else
    {
      configuration = noSystem;
      module = noSystem;
      modules = noSystem;
      specialArgs = { };
      systemModule = noSystem;
    }
)
