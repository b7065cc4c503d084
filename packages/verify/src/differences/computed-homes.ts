import type { ResolvedHost } from "@fleet/core";
import { quote } from "@fleet/diagnostics";
import type { ComparedFleet } from "./difference.ts";
import type { ComputedHome } from "./home-differences.ts";

/** The homes that are built with a host's system, by login name. */
export function listIntegratedHomes(
  { homes }: ComparedFleet,
  host: ResolvedHost,
): ReadonlyMap<string, ComputedHome> {
  const found = new Map<string, ComputedHome>();
  for (const account of host.accounts.values()) {
    const home = homes.byHost.get(host.id)?.get(account.user);
    const mode = home?.mode.value;
    if (home === undefined || (mode !== "integrated" && mode !== "both")) continue;
    const login = account.username.value;
    const name = `the home of ${quote(login)} on host ${quote(host.id)}`;
    const option = `home-manager.users.${login}`;
    found.set(login, { host: host.id, account, home, name, option });
  }
  return found;
}

/**
 * The homes that are built on their own: by host id, and by the names of the output, of which one may
 * have two.
 */
export function groupStandaloneHomes({
  homes,
  resolved,
}: ComparedFleet): ReadonlyMap<string, ReadonlyMap<string, ComputedHome>> {
  const byHost = new Map<string, Map<string, ComputedHome>>();
  for (const [name, { host, user }] of homes.standalone) {
    const account = resolved.hosts.get(host)?.accounts.get(user);
    const home = homes.byHost.get(host)?.get(user);
    if (account === undefined || home === undefined) continue;
    const found = byHost.get(host) ?? new Map<string, ComputedHome>();
    const option = `homeConfigurations.${name}`;
    found.set(name, { host, account, home, name: `the standalone home ${quote(name)}`, option });
    byHost.set(host, found);
  }
  return byHost;
}
