# What nixfleet resolved, or an error where a host is in no wave of its channel: it would go out with the first, among
# the canaries.
resolved:
let
  inherit (builtins)
    any
    attrNames
    concatStringsSep
    elem
    filter
    ;
  isInWave =
    id: any ({ hosts, ... }: elem id hosts) (resolved.waves.${resolved.hosts.${id}.channel} or [ ]);
  lost = filter (id: !(isInWave id)) (attrNames resolved.hosts);
in
if lost == [ ] then
  resolved
else
  throw ''
    fleet: no wave of nixfleet names ${concatStringsSep ", " lost}, so that it would go out with the first wave of its channel.
    Name it in the policy of the channel:
        fleet.nixfleet.rolloutPolicies.<policy>.waves = [ … { selector.hosts = [ "<host>" ]; } ];
    A last wave takes whoever is left: { selector.all = true; }''
