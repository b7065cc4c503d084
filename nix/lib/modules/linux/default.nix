# What fleet sets on a host of another distribution, by system-manager, as a list of modules: what a person needs to be
# there, and nothing of the system itself.
let
  ofBothSystems = import ../system/accounts.nix;
  ofSystemManager = import ./accounts.nix;
  version = import ../../version.nix;
in
{
  fleet,
  id,
  settings,
  stale,
}:
let
  host = fleet.hosts.${id};
  data = {
    inherit host id;
    # It has no class of modules.
    origin = subject: {
      _class = null;
      _file = "${settings.file}, hosts.${id}";
      key = "${settings.file}#hosts.${id}.${subject}";
    };
  };
in
[
  (ofBothSystems data)
  (ofSystemManager data)
  (
    { lib, ... }:
    {
      inherit (data.origin "host") _file key;
      config = {
        _module.args.fleet = fleet.common // {
          inherit host version;
        };
        # As weak as on NixOS: who writes another one means it.
        nixpkgs.hostPlatform = lib.mkOverride 1400 host.system;
        warnings = map ({ message, ... }: "fleet: ${message}") stale;
      };
    }
  )
]
