import {
  compareNames,
  type Diagnostic,
  type Outcome,
  quote,
  type ResolvedFleet,
} from "@fleet/core";
import type { Home, StandaloneHome } from "./home.ts";

/**
 * The names under which standalone homes are published. `login@hostname` is what the
 * `home-manager` command looks for by itself; `user@host`, in the words of the declaration, is
 * added where it differs and is not somebody else's.
 */
export function nameStandaloneHomes(
  resolved: ResolvedFleet,
  byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>,
): Outcome<ReadonlyMap<string, StandaloneHome>> {
  const diagnostics: Diagnostic[] = [];
  const homes = new Map<string, StandaloneHome>();
  const byId = new Map<string, StandaloneHome>();
  for (const host of resolved.hosts.values()) {
    for (const account of host.accounts.values()) {
      const mode = byHost.get(host.id)?.get(account.user)?.mode.value;
      if (mode !== "standalone" && mode !== "both") continue;
      const home = { user: account.user, host: host.id };
      const name = `${account.username.value}@${host.hostname}`;
      const other = homes.get(name);
      if (other !== undefined) diagnostics.push(nameTaken(name, home, other));
      homes.set(name, home);
      byId.set(`${account.user}@${host.id}`, home);
    }
  }
  for (const [name, home] of byId) if (!homes.has(name)) homes.set(name, home);
  const sorted = [...homes].sort(([a], [b]) => compareNames(a, b));
  return { value: new Map(sorted), diagnostics };
}

function nameTaken(name: string, home: StandaloneHome, other: StandaloneHome): Diagnostic {
  return {
    code: "profiles/home-name-taken",
    severity: "error",
    path: ["hosts", home.host],
    message: `The homes of ${quote(home.user)} on ${quote(home.host)} and of ${quote(other.user)} on ${quote(other.host)} would both be called ${quote(name)}.`,
    help: "Give one of the hosts another `hostname`, or one of the accounts another `username`.",
  };
}
