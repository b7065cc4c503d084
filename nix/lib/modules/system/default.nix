# The module that makes a NixOS or nix-darwin system of a host's data. It is complete in itself: the
# argument `fleet` comes with it, so that the host can be built by anybody who imports it.
{
  fleet,
  id,
  homes,
  settings,
  stale,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    listToAttrs
    removeAttrs
    ;
  host = fleet.hosts.${id};

  integrated = concatMap (
    userId:
    let
      account = host.accounts.${userId};
      home = homes.${userId};
    in
    if home.isIntegrated then
      [
        {
          name = account.username;
          value.imports = home.modules;
        }
      ]
    else
      [ ]
  ) (attrNames host.accounts);

  secrets = host.secrets or { };

  optional = condition: value: if condition then value else { };
in
{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  default = import ../default-value.nix lib;
  accounts = import ./accounts.nix { inherit host id; } { inherit lib options pkgs; };
  # Which options these are depends on the data alone.
  own = import (if host.platform == "darwin" then ../darwin/known-users.nix else ../nixos/groups.nix) {
    inherit
      config
      host
      id
      lib
      pkgs
      ;
  };
in
{
  _class = host.platform;
  _file = "${settings.file}, hosts.${id}";
  key = "${settings.file}#hosts.${id}";
  config =
    {
      inherit (accounts) programs;
      assertions = accounts.assertions ++ own.assertions;
      _module.args.fleet = { inherit (fleet) hosts; } // {
        inherit host;
      };
      networking.hostName = default host.hostname;
      # With packages of one's own, the platform is theirs, and NixOS lets nobody else set it.
      nixpkgs =
        optional (!(options.nixpkgs.hostPlatform.readOnly or false)) {
          hostPlatform = default host.system;
        }
      # Not even empty ones where there are none: NixOS refuses them beside a `pkgs` of one's own.
      // optional (settings.overlays != [ ]) { inherit (settings) overlays; }
      // optional (settings.nixpkgsConfig != { }) { config = settings.nixpkgsConfig; };
      users = accounts.users // own.users;
      warnings =
        map ({ message, ... }: "fleet: ${message}") stale ++ accounts.warnings ++ own.warnings;
    }
    // removeAttrs own [
      "assertions"
      "users"
      "warnings"
    ]
    // optional (host.tailscale or false) { services.tailscale.enable = default true; }
    // optional (host.trustedUsers != [ ]) {
      nix.settings.trusted-users = [ "root" ] ++ host.trustedUsers;
    }
    // optional (integrated != [ ]) {
      home-manager = {
        extraSpecialArgs = settings.extraSpecialArgs;
        useGlobalPkgs = default true;
        useUserPackages = default true;
        users = listToAttrs integrated;
      };
    }
    // optional (secrets != { }) {
      sops = import ./secrets.nix { inherit host lib; } // {
        secrets = import ../secrets.nix {
          inherit lib secrets;
          inherit (settings) root;
          kind = host.platform;
          user = ''host "${id}"'';
        };
      };
    };
}
