import type { ResolvedFleet } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { Home, StandaloneHome } from "./home.ts";

/**
 * The names under which standalone homes are published, in order. `login@hostname` is what the
 * `home-manager` command looks for by itself; `user@host`, in the words of the declaration, is
 * added where it differs and is not somebody else's. Two homes can have the same name only where
 * two accounts of a host have one login, or two hosts one name, which `@fleet/core` reports.
 */
export function nameStandaloneHomes(
  resolved: ResolvedFleet,
  byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>,
): ReadonlyMap<string, StandaloneHome> {
  const homes = new Map<string, StandaloneHome>();
  const byId = new Map<string, StandaloneHome>();
  for (const host of resolved.hosts.values()) {
    for (const account of host.accounts.values()) {
      const mode = byHost.get(host.id)?.get(account.user)?.mode.value;
      if (mode !== "standalone" && mode !== "both") continue;
      const home = { user: account.user, host: host.id };
      homes.set(`${account.username.value}@${host.hostname}`, home);
      byId.set(`${account.user}@${host.id}`, home);
    }
  }
  for (const [name, home] of byId) if (!homes.has(name)) homes.set(name, home);
  return new Map([...homes].sort(([a], [b]) => compareNames(a, b)));
}
