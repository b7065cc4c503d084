# What a flake comes to with a fleet beside it: the same outputs again, in which each host, and each home that is built
# on its own, that the fleet declares has fleet's modules as well. `fleet import` looks at them as it looked at the flake.
{
  # The flake, with `fleet.json` in it.
  imported,
  # The folder of `fleet.json`.
  root,
  # The names of hosts all modules of which are declared: nothing else is needed to build them.
  alone,
}:
let
  inherit (builtins)
    elem
    filter
    foldl'
    head
    intersectAttrs
    isAttrs
    mapAttrs
    pathExists
    removeAttrs
    ;

  # Where the flake has no input of the name, hosts that need the module have it from elsewhere.
  nothing = _: { };
  inputs = {
    home-manager = {
      darwinModules.home-manager = nothing;
      nixosModules.home-manager = nothing;
    };
    sops-nix = {
      darwinModules.sops = nothing;
      homeModules.sops = nothing;
      nixosModules.sops = nothing;
    };
  }
  // imported.inputs;

  fleetWith =
    settings:
    (import ../build/mk-fleet.nix) (
      {
        inherit inputs root;
        flakeModules = imported.modules or { };
      }
      // settings
    );

  # Who builds it with fleet hands over what its modules take.
  buildAlone =
    name: old:
    let
      specialArgs = old._module.specialArgs or { };
      folder = specialArgs.modulesPath;
      evalConfig = head (
        filter pathExists [
          "${folder}/../lib/eval-config.nix"
          "${folder}/../eval-config.nix"
        ]
      );
      host =
        (fleetWith {
          extraSpecialArgs = old.config.home-manager.extraSpecialArgs or { };
        }).hosts.${name};
    in
    import evalConfig (
      {
        inherit (host) modules;
        lib = specialArgs.lib or old.lib or old.pkgs.lib;
        specialArgs = removeAttrs specialArgs [ "modulesPath" ];
      }
      # NixOS alone takes it, and would ask the machine.
      // (if host.platform == "nixos" then { system = null; } else { })
    );

  addTo =
    name: old: old.extendModules { inherit ((fleetWith { }).hosts.${name}) modules; };

  declared = (fleetWith { }).hosts;
  # The homes that fleet builds by themselves, as they are, with fleet's modules added.
  addToHome =
    name: old:
    if old ? extendModules then
      old.extendModules { inherit (declaredHomes.${name}) modules; }
    else
      throw "the home-manager of this flake is too old to add modules to a home, so that nobody can try it";
  declaredHomes = (fleetWith { }).homes;

  besides = mapAttrs (name: if elem name alone then buildAlone name else addTo name);
  # What is no set has no hosts; the survey has said so.
  setOf = output: if isAttrs (imported.${output} or null) then imported.${output} else { };
  hostsIn = output: besides (intersectAttrs declared (setOf output));
in
foldl' (outputs: output: outputs // { ${output} = hostsIn output; }) {
  homeConfigurations = mapAttrs addToHome (
    intersectAttrs declaredHomes (setOf "homeConfigurations")
  );
} [
  "nixosConfigurations"
  "darwinConfigurations"
]
