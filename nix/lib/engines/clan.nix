# A module of a clan (`flake.clan.imports`, or in what `clan-core.lib.clan` is given): its machines, what the
# inventory says of them, and for whom their secrets are encrypted.
{ hosts }:
let
  inherit (builtins) filter listToAttrs mapAttrs;
  ids = filter (id: hosts.${id}.data.deploy ? recipients) (builtins.attrNames hosts);
in
{
  _file = "the hosts of the fleet that are deployed by clan";
  inventory.machines = mapAttrs (
    _:
    { data, platform, ... }:
    {
      machineClass = platform;
      inherit (data) tags;
      deploy = builtins.intersectAttrs { buildHost = null; targetHost = null; } (
        data.deploy // (if data.deploy ? target then { targetHost = data.deploy.target; } else { })
      );
    }
  ) hosts;
  machines = mapAttrs (_: { module, ... }: { imports = [ module ]; }) hosts;
  vars.settings.recipients.hosts = listToAttrs (
    map (id: {
      name = id;
      value = hosts.${id}.data.deploy.recipients;
    }) ids
  );
}
