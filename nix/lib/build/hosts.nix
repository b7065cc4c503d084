# A host of the fleet: its data and platform; `modules`, all that it is built from, and `module`, the
# same in one; `systemModule`, those of them that are fleet's own; `configuration`, which builds it.
let
  inputFor = import ./required-input.nix;
  moduleFor = import ./module.nix;
  ownModulesOf = import ../modules/system;
  sopsNix = import ./sops-nix.nix;
in
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

  required = inputFor {
    inherit user;
    inputs = settings.inputsOf id;
  };
  modulesOf = moduleFor {
    inherit user;
    inherit (settings) flakeModules root;
    class = platform;
  };

  ownModules = ownModulesOf {
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

  moduleOf = name: imports: {
    inherit imports;
    _class = platform;
    _file = "${settings.file}, hosts.${id}";
    key = "${settings.file}#hosts.${id}${name}";
  };

  # Side by side, not one in another: in which order lists join is up to how deep a module lies.
  modules =
    ownModules
    ++ (if any (home: home.isIntegrated) (attrValues homes) then [ homeManager ] else [ ])
    ++ sopsNix {
      inherit required;
      kind = platform;
      secrets = host.secrets or { };
    }
    ++ concatMap modulesOf host.modules
    ++ settings.modules
    ++ override.modules or [ ];

  arguments = { inherit modules specialArgs; };

  ownNixpkgs = settings.ownNixpkgsOf id;

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
      inherit modules specialArgs;
      module = moduleOf ".all" modules;
      systemModule = moduleOf "" ownModules;
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
