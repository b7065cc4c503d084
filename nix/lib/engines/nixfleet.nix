# What nixfleet's `mkFleet` takes. A channel and a policy that the flake does not define are there all the same: one
# that gives all hosts of the channel out at once, by name. Selectors with `not` and `and` and `maxInFlightPct`
# are never written: nixfleet loses them on the way, and a budget would hold nobody back.
{
  given,
  hosts,
}:
let
  inherit (builtins)
    attrValues
    groupBy
    mapAttrs
    match
    ;
  channelOf = { data, ... }: data.deploy.channel or "stable";
  byChannel = groupBy channelOf (attrValues hosts);
  isUsable = key: match "ssh-ed25519 .*" key != null;
in
given
// {
  hosts =
    mapAttrs (
      _:
      host:
      {
        channel = channelOf host;
        inherit (host) configuration system;
        inherit (host.data) tags;
      }
      // (
        if isUsable (host.data.sshHostKey or "") then { pubkey = host.data.sshHostKey; } else { }
      )
    ) hosts
    // given.hosts or { };
  channels =
    mapAttrs (channel: _: {
      rolloutPolicy = channel;
      # Minutes, a day; it has to be twice the time within which a release is signed anew, an hour by itself.
      freshnessWindow = 1440;
    }) byChannel
    // given.channels or { };
  rolloutPolicies =
    mapAttrs (_: members: {
      strategy = "all-at-once";
      waves = [ { selector.hosts = map ({ id, ... }: id) members; } ];
    }) byChannel
    // given.rolloutPolicies or { };
}
