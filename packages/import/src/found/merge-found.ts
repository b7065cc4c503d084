import type { FoundFleet } from "./found-fleet.ts";
import { homesByName } from "./merge-accounts.ts";
import { matchHosts, mergeHost } from "./merge-hosts.ts";
import { uniteBy } from "./merge-values.ts";

/** One fleet of what several sources say, the first of them first believed; each host and home once, in order. */
export function mergeFound(fleets: readonly FoundFleet[]): FoundFleet {
  return fleets.reduce<FoundFleet>(mergeTwo, { hosts: [], homes: [] });
}

function mergeTwo(first: FoundFleet, next: FoundFleet): FoundFleet {
  const matches = matchHosts(first.hosts, next.hosts);
  return {
    hosts: uniteBy(first.hosts, next.hosts, {
      nameOf: ({ name }) => matches.get(name) ?? name,
      unite: mergeHost,
    }),
    homes: uniteBy(first.homes, next.homes, homesByName),
  };
}
