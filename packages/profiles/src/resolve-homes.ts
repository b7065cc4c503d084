import {
  createModuleFinder,
  type Diagnostic,
  type Fleet,
  formatPath,
  type Outcome,
  quote,
  type ResolvedFleet,
  type ResolvedHost,
  type Surroundings,
} from "@fleet/core";
import type { Home, Homes } from "./home.ts";
import {
  decideHomeMode,
  decideProfile,
  decideStateVersion,
  type HomeQuestion,
} from "./home-decisions.ts";
import { createModuleLister } from "./home-modules.ts";
import { orderProfiles } from "./profile-order.ts";
import { nameStandaloneHomes } from "./standalone-homes.ts";

/** The home of every account: how it is built, its profile, its modules, and what decided each. */
export function resolveHomes(
  fleet: Fleet,
  resolved: ResolvedFleet,
  surroundings: Surroundings,
): Outcome<Homes> {
  const finder = createModuleFinder(fleet, surroundings);
  const orders = orderProfiles(fleet.profiles);
  const listModules = createModuleLister(fleet, orders.value, finder);
  const modeDiagnostics = new Map<string, Diagnostic>();
  const byHost = new Map<string, Map<string, Home>>();
  const share = createHomeSharer();
  for (const host of resolved.hosts.values()) {
    const homes = new Map<string, Home>();
    for (const question of questions(fleet, host)) {
      const mode = decideHomeMode(question);
      const profile = decideProfile(question);
      const modules = mode.value === "none" ? noModules : listModules(question, profile.value);
      for (const finding of impossibleMode(question, mode.value)) {
        // One finding for what one place says, however many hosts it concerns.
        const place = formatPath(finding.path);
        if (!modeDiagnostics.has(place)) modeDiagnostics.set(place, finding);
      }
      const stateVersion = decideStateVersion(question);
      homes.set(question.user.id, share({ mode, profile, stateVersion, modules }));
    }
    byHost.set(host.id, homes);
  }
  return {
    value: { byHost, standalone: nameStandaloneHomes(resolved, byHost) },
    diagnostics: [...orders.diagnostics, ...modeDiagnostics.values(), ...finder.diagnostics],
  };
}

const noModules: Home["modules"] = [];

/**
 * Gives homes that are equal in everything as one object: a large fleet is mostly the same homes
 * again and again. Lists of modules are taken to be equal where they are one list.
 */
function createHomeSharer(): (home: Home) => Home {
  const known = new Map<Home["modules"], Map<string, Home>>();
  return (home) => {
    const alike = known.get(home.modules) ?? new Map<string, Home>();
    known.set(home.modules, alike);
    const { mode, profile, stateVersion } = home;
    const key = [mode, profile, stateVersion]
      .map(({ value, origin }) => `${value} ${origin}`)
      .join("\n");
    const shared = alike.get(key) ?? home;
    alike.set(key, shared);
    return shared;
  };
}

function* questions(fleet: Fleet, resolved: ResolvedHost): Iterable<HomeQuestion> {
  const host = fleet.hosts.get(resolved.id);
  if (host === undefined)
    throw new Error(`bug: the resolved host ${resolved.id} is not in the fleet`);
  for (const account of resolved.accounts.values()) {
    const user = fleet.users.get(account.user);
    const placement = host.placements.get(account.user);
    if (user === undefined || placement === undefined) continue;
    yield { fleet, host, user, placement, account };
  }
}

function* impossibleMode(
  { host, user, placement }: HomeQuestion,
  mode: string,
): Iterable<Diagnostic> {
  if (host.platform !== "linux" || mode === "standalone" || mode === "none") return;
  const path =
    placement.own.home === undefined ? ["users", user.id, "home"] : [...placement.path, "home"];
  yield {
    code: "profiles/no-system",
    severity: "error",
    path,
    message: `The home of ${quote(user.id)} on ${quote(host.id)} cannot be ${quote(mode)}: fleet manages no system there to build it with.`,
    help: 'Write home: "standalone" for this host, or leave it out.',
  };
}
