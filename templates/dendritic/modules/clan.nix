# With clan as an input, it builds and deploys the machines: `clan machines update stibnite`. What they
# are is still fleet's, so that no inventory service has to know of users.
{
  config,
  inputs,
  ...
}:
{
  imports = [ inputs.clan-core.flakeModules.default ];

  # Two cannot define `nixosConfigurations.cinnabar`. Homes stay here: `nh home switch`.
  fleet.outputs = {
    darwin = false;
    nixos = false;
  };

  clan = {
    # The machines that the declaration has for clan: where it reaches them, their tags, and for whom their keys are
    # encrypted.
    imports = [ config.flake.fleet.engines.clan ];
    meta.name = "dendritic";
    inventory.instances.zerotier.roles = {
      controller.machines.cinnabar = { };
      peer.tags.all = { };
    };
  };
}
