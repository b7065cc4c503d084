import type { ComputedFleet } from "@fleet/codegen";
import type { Account, ResolvedHost } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { Home } from "@fleet/profiles";
import type { FoundHome } from "../found-home.ts";
import { declaredIn } from "./found-account.ts";
import { foundModules } from "./found-modules.ts";
import { foundSecrets } from "./found-secrets.ts";

/** The homes that are built with a system, by login, in order. */
export function foundHomesOf(fleet: ComputedFleet, host: ResolvedHost): FoundHome[] {
  const homes = [...(fleet.homes.byHost.get(host.id) ?? [])].flatMap(([user, home]) => {
    const login = host.accounts.get(user)?.username.value;
    if (login === undefined || !isBuilt(home, "integrated")) return [];
    return foundHome(fleet, { name: login, user, host, home });
  });
  return homes.sort((a, b) => compareNames(a.name, b.name));
}

/** The homes that are built on their own, by name, in order. */
export function foundStandaloneHomes(fleet: ComputedFleet): FoundHome[] {
  return [...fleet.homes.standalone].flatMap(([name, { user, host: id }]) => {
    const host = fleet.resolved.hosts.get(id);
    const home = fleet.homes.byHost.get(id)?.get(user);
    return host === undefined || home === undefined
      ? []
      : foundHome(fleet, { name, user, host, home });
  });
}

function isBuilt({ mode: { value } }: Home, mode: "integrated" | "standalone"): boolean {
  return value === mode || value === "both";
}

interface NamedHome {
  readonly name: string;
  readonly user: string;
  readonly host: ResolvedHost;
  readonly home: Home;
}

function foundHome(fleet: ComputedFleet, { name, user, host, home }: NamedHome): FoundHome[] {
  const account = host.accounts.get(user);
  if (account === undefined) return [];
  return [
    {
      name,
      login: account.username.value,
      homeDirectory: account.homeDirectory.value,
      stateVersion: home.stateVersion.value === "" ? null : home.stateVersion.value,
      system: host.system,
      fullName: account.fullName,
      email: account.email ?? null,
      shells: shellsOf(account),
      modules: foundModules(home.modules),
      secrets: foundSecrets(fleet.secrets?.wiring.users.get(user)),
      definedIn: declaredIn,
    },
  ];
}

/** A shell that somebody has declared is enabled in the home, too. */
function shellsOf({ shell: { value, origin } }: Account): readonly string[] {
  return origin === "built-in" ? [] : [value.startsWith("bash") ? "bash" : value];
}
