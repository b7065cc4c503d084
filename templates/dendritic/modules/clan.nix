# With clan as an input, it builds and deploys the machines: `clan machines update stibnite`. What they
# are is still fleet's, so that no inventory service has to know of users.
{
  config,
  inputs,
  lib,
  ...
}:
let
  inherit (config.flake.fleet) hosts;
in
{
  imports = [ inputs.clan-core.flakeModules.default ];

  # Two cannot define `nixosConfigurations.cinnabar`. Homes stay here: `nh home switch`.
  fleet.outputs = {
    darwin = false;
    nixos = false;
  };

  clan = {
    meta.name = "dendritic";
    machines = lib.mapAttrs (_: host: host.module) hosts;
    inventory = {
      machines = lib.mapAttrs (_: host: {
        machineClass = host.platform;
        # Where clan reaches it: what the declaration says (`deploy.target`), or its name.
        deploy.targetHost = host.data.deploy.target or "root@${host.data.hostname}";
      }) hosts;
      instances.zerotier.roles = {
        controller.machines.cinnabar = { };
        peer.tags.all = { };
      };
    };
  };
}
