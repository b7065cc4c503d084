# What the probe's stand-in makes of fleet's own modules, against the real module system. The modules of
# home-manager, nix-darwin and sops-nix are not there: what fleet sets is compared, not what they do.
{ inputs, roots, ... }:
let
  inherit (builtins)
    attrNames
    attrValues
    filter
    isAttrs
    isFunction
    isList
    isPath
    length
    mapAttrs
    ;
  inherit (inputs.fleet.lib) mkFleet readFleet;
  inherit (inputs.nixpkgs) lib;
  inherit (lib)
    concatMap
    concatMapAttrs
    filterAttrs
    genAttrs
    mkOption
    types
    ;
  standIn = import (inputs.fleet + "/nix/lib/facts/stand-in.nix");

  nothing = _: { };
  fleetOf =
    name:
    let
      root = roots + "/${name}";
    in
    mkFleet {
      inherit root;
      # All that somebody names is there, and sets nothing.
      flakeModules = genAttrs [ "darwin" "homeManager" "nixos" ] (
        _:
        genAttrs [
          "base"
          "core"
          "machines/darwin/stibnite"
          "machines/nixos/cinnabar"
          "users/crs58"
          "users/crs58/cinnabar"
        ] (_: nothing)
      );
      hosts = mapAttrs (_: _: { inputs.nixpkgs.outPath = "/nixpkgs"; }) (readFleet { inherit root; }).hosts;
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
      };
      nixpkgsConfig.allowUnfree = true;
      overlays = [ (_: _: { }) ];
    };
  fleets = genAttrs [
    "attributes"
    "family"
    "macs"
    "root"
    "secrets"
    "service-accounts"
    "services"
    "stale"
  ] fleetOf;

  pkgs = {
    bash.shellPath = "/bin/bash";
    code-server = "code-server";
    fish.shellPath = "/bin/fish";
    git = "git";
    unstable.fish.shellPath = "/bin/newer";
    zsh.shellPath = "/bin/zsh";
  };

  ours =
    modules:
    standIn.evaluate {
      inherit pkgs;
      options.programs = {
        fish.enable = { };
        git.iniContent = { };
        zsh.enable = { };
      };
    } modules;

  # What modules ask for is declared; the rest is taken as it comes.
  option = type: default: mkOption { inherit default type; };
  declarations = {
    freeformType = types.attrsOf types.anything;
    options = {
      assertions = option (types.listOf types.raw) [ ];
      home =
        genAttrs [
          "homeDirectory"
          "stateVersion"
          "username"
        ] (_: option types.raw null)
        // {
          version.release = option types.raw null;
        };
      programs = {
        fish.enable = option types.raw null;
        git.iniContent = option (types.attrsOf types.anything) { };
        zsh.enable = option types.raw null;
      };
      sops = {
        age.keyFile = option types.raw null;
        age.sshKeyPaths = option (types.listOf types.str) [ ];
        gnupg.home = option types.raw null;
        gnupg.sshKeyPaths = option (types.listOf types.str) [ ];
        secrets = option (types.attrsOf types.anything) { };
      };
      # Which option an account has its password from depends on the others.
      users.users = option (types.attrsOf (
        types.submodule {
          freeformType = types.attrsOf types.anything;
          options = genAttrs [
            "hashedPassword"
            "hashedPasswordFile"
            "initialHashedPassword"
            "initialPassword"
            "password"
            "passwordFile"
          ] (_: option types.raw null);
        }
      )) { };
      warnings = option (types.listOf types.str) [ ];
      xdg.configHome = option types.str "/config";
      xdg.enable = option types.bool false;
    };
  };
  real =
    modules:
    (lib.evalModules {
      modules = modules ++ [ declarations ];
      specialArgs = { inherit pkgs; };
    }).config;

  # An account asks sops-nix where the secret of its password is.
  systemsOthers.config.sops.secrets.keith-password.path = "/run/secrets-for-users/keith-password";

  # A home asks for options of other modules, which the stand-in does not know.
  homesOthers.config = {
    home.version.release = "99.11";
    sops.age.sshKeyPaths = [ ];
    sops.gnupg = {
      home = null;
      sshKeyPaths = [ ];
    };
    xdg.configHome = "/config";
    xdg.enable = false;
  };

  # As data, without what is only the default of an option, and without the arguments of modules.
  isSaid = value: value != null && value != [ ] && value != { };
  plain =
    value:
    if isFunction value then
      "a function"
    else if isPath value then
      toString value
    else if isList value then
      map plain value
    else if isAttrs value then
      filterAttrs (_: isSaid) (mapAttrs (_: plain) value)
    else
      value;
  settingsOf = config: plain (removeAttrs config [ "_module" "xdg" ]);

  # By the name of the fleet and their own.
  each =
    membersOf: evaluate:
    concatMapAttrs (
      name: fleet: concatMapAttrs (id: member: { "${name}/${id}" = evaluate member; }) (membersOf fleet)
    ) fleets;

  # Fleet's own modules are functions.
  own = filter isFunction;
  # One has a secret file that is missing on purpose.
  isSystem = id: host: host.platform != "linux" && id != "laptop";
  systemsBy =
    evaluate:
    each (fleet: filterAttrs isSystem fleet.hosts) (host: evaluate (own host.modules ++ [ systemsOthers ]));
  homesBy =
    evaluate: each (fleet: fleet.homes) (home: evaluate (own home.modules ++ [ homesOthers ]));
  integratedBy =
    evaluate:
    mapAttrs (
      _: system:
      mapAttrs (_: home: settingsOf (evaluate (own home.imports ++ [ homesOthers ]))) (
        system.home-manager.users or { }
      )
    ) (systemsBy evaluate);
in
{
  "every system comes to the same in both" = {
    expr = mapAttrs (_: settingsOf) (systemsBy ours);
    expected = mapAttrs (_: settingsOf) (systemsBy real);
  };

  "so does every standalone home" = {
    expr = mapAttrs (_: settingsOf) (homesBy ours);
    expected = mapAttrs (_: settingsOf) (homesBy real);
  };

  "and every integrated one" = {
    expr = integratedBy ours;
    expected = integratedBy real;
  };

  "there are systems of both platforms, and homes of both kinds" = {
    expr = {
      homes = length (attrNames (homesBy ours));
      integrated = length (concatMap attrNames (attrValues (integratedBy ours)));
      systems = length (attrNames (systemsBy ours));
    };
    expected = {
      homes = 9;
      integrated = 11;
      systems = 19;
    };
  };

  # More than fleet's modules ask for today: the order of lists, above all.
  "modules that use all that the stand-in knows come to the same" =
    let
      modules = [
        (
          { lib, ... }:
          {
            config = lib.mkMerge [
              { warnings = [ "a" ]; }
              (lib.mkIf true {
                services.tailscale.enable = lib.mkIf true (lib.mkOverride 900 true);
                warnings = [ "b" ];
              })
            ];
            imports = [
              {
                config.warnings = [ "c" ];
                imports = [ { config.warnings = [ "d" ]; } ];
              }
              { config.users.users.keith.uid = 1000; }
            ];
          }
        )
        (
          { config, lib, ... }:
          {
            config = {
              networking.hostName = lib.mkIf config.services.tailscale.enable "mini";
              users.users = {
                keith.shell = "fish";
                keith.uid = lib.mkIf false 1001;
                traci.uid = lib.mkMerge [ (lib.mkIf false 1) (lib.mkIf true 1002) ];
              };
              warnings = lib.mkIf (config.networking.hostName == "mini") [ "e" ];
            };
            imports = [ { config.warnings = [ "f" ]; } ];
          }
        )
      ];
    in
    {
      expr = settingsOf (ours modules);
      expected = settingsOf (real modules);
    };
}
