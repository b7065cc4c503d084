import type { ResolvedFleet } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { Home, StandaloneHome } from "./home.ts";

/**
 * The names under which standalone homes are published, in order. `login@hostname` is what the
 * `home-manager` command looks for by itself; `user@host`, in the words of the declaration, is
 * added where it differs and is not somebody else's. Of hosts that have one name in different domains the
 * whole name counts, which the command looks for, too. Two homes can have the same name only where two
 * accounts of a host have one login, or two hosts one name, which `@fleet/core` reports.
 */
export function nameStandaloneHomes(
  resolved: ResolvedFleet,
  byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>,
): ReadonlyMap<string, StandaloneHome> {
  const homes = new Map<string, StandaloneHome>();
  const byId = new Map<string, StandaloneHome>();
  const isShared = findSharedNames([...resolved.hosts.values()]);
  for (const host of resolved.hosts.values()) {
    const { hostname, domain } = host;
    const machine = isShared(hostname) && domain !== undefined ? `${hostname}.${domain}` : hostname;
    for (const account of host.accounts.values()) {
      const mode = byHost.get(host.id)?.get(account.user)?.mode.value;
      if (mode !== "standalone" && mode !== "both") continue;
      const home = { user: account.user, host: host.id };
      homes.set(`${account.username.value}@${machine}`, home);
      byId.set(`${account.user}@${host.id}`, home);
    }
  }
  for (const [name, home] of byId) if (!homes.has(name)) homes.set(name, home);
  return new Map([...homes].sort(([a], [b]) => compareNames(a, b)));
}

/** Tells whether several hosts have a name, of which the domains are different ones then. */
function findSharedNames(
  hosts: readonly { readonly hostname: string }[],
): (hostname: string) => boolean {
  const counts = new Map<string, number>();
  for (const { hostname } of hosts) {
    const name = hostname.toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (hostname) => (counts.get(hostname.toLowerCase()) ?? 0) > 1;
}
