import type { Decided, Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Diagnostic, formatPath, type Outcome, quote } from "@fleet/diagnostics";
import { profilesCodes } from "./codes.ts";
import type { Home, StandaloneHome } from "./home.ts";
import { checkHomeNames, decideHomeName, listStandalone } from "./home-names.ts";

/**
 * The names under which standalone homes are published, in order: the one that is declared, or else two.
 * `login@hostname` is what the `home-manager` command looks for by itself; `user@host`, in the words of the
 * declaration, is added where it differs and is not somebody else's. Of hosts that have one name in different
 * domains the whole name counts, which the command looks for, too. Two homes have the same name where one of
 * them has a declared one; else only where two accounts of a host have one login, or two hosts one name, which
 * `@fleet/core` reports.
 */
export function nameStandaloneHomes(
  fleet: Fleet,
  resolved: ResolvedFleet,
  byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>,
): Outcome<ReadonlyMap<string, StandaloneHome>> {
  const isStandalone = (host: string, user: string) => {
    const mode = byHost.get(host)?.get(user)?.mode.value;
    return mode === "standalone" || mode === "both";
  };
  const all = listStandalone(resolved, (host, { user }) => isStandalone(host.id, user));
  const isShared = findSharedNames([...resolved.hosts.values()]);
  const named = new Map<string, NamedHome>();
  const byId = new Map<string, StandaloneHome>();
  const taken = new Map<string, Diagnostic>();
  for (const { host, account } of all) {
    const home = { user: account.user, host: host.id };
    const { hostname, domain } = host;
    const machine = isShared(hostname) && domain !== undefined ? `${hostname}.${domain}` : hostname;
    const declared = decideHomeName(fleet, host, account);
    const name = declared?.value ?? `${account.username.value}@${machine}`;
    const earlier = named.get(name);
    const found = earlier && nameTaken(name, earlier, { home, declared });
    // One finding for what one place says, however many homes it names alike.
    const place = formatPath(found?.path ?? []);
    if (found !== undefined && !taken.has(place)) taken.set(place, found);
    named.set(name, { home, declared });
    if (declared === undefined) byId.set(`${account.user}@${host.id}`, home);
  }
  const homes = new Map([...named].map(([name, { home }]) => [name, home]));
  for (const [name, home] of byId) if (!homes.has(name)) homes.set(name, home);
  const diagnostics = [...checkHomeNames(fleet), ...taken.values()];
  return { value: new Map([...homes].sort(([a], [b]) => compareNames(a, b))), diagnostics };
}

interface NamedHome {
  readonly home: StandaloneHome;
  /** Undefined where the name is the usual one. */
  readonly declared: Decided<string> | undefined;
}

function nameTaken(name: string, earlier: NamedHome, later: NamedHome): Diagnostic | undefined {
  const path = later.declared?.path ?? earlier.declared?.path;
  // Logins or host names that two have are the finding.
  if (path === undefined) return undefined;
  const [one, other] = [earlier.home, later.home].map(
    ({ user, host }) => `of ${quote(user)} on ${quote(host)}`,
  );
  const message = `The homes ${one} and ${other} would both be called ${quote(name)}.`;
  const help = 'Put what differs into the name, such as homeName: "{user}@{host}".';
  return profilesCodes.create("home-name-taken", message, { path, help });
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
