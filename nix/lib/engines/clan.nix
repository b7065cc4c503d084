# A module of a clan (`clan.imports`, or in what `clan-core.lib.clan` is given): its machines, what the inventory says
# of them, and for whom their keys are encrypted. There are no instances: accounts are the fleet's, by its modules.
let
  weak = import ./weak.nix;
in
{ hosts }:
let
  inherit (builtins)
    attrNames
    filter
    listToAttrs
    mapAttrs
    ;
  # Whoever has none leaves it to clan's `recipients.default`; an empty list would not.
  ids = filter (id: hosts.${id}.data.deploy ? recipients) (attrNames hosts);
in
{
  _file = "fleet.json, hosts that clan deploys";
  inventory.machines = mapAttrs (
    _:
    {
      data,
      platform,
      ...
    }:
    {
      machineClass = platform;
      inherit (data) tags;
      deploy = {
        targetHost = weak (data.deploy.target or "root@${data.hostname}");
      }
      // (if data.deploy ? buildHost then { buildHost = weak data.deploy.buildHost; } else { });
    }
  ) hosts;
  machines = mapAttrs (_: { module, ... }: module) hosts;
  vars.settings.recipients.hosts = listToAttrs (
    map (id: {
      name = id;
      value = weak hosts.${id}.data.deploy.recipients;
    }) ids
  );
}
