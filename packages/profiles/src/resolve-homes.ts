import type { Account, Fleet, ResolvedFleet, ResolvedHost, Surroundings } from "@fleet/core";
import { createModuleFinder } from "@fleet/core/internal";
import { type Diagnostic, formatPath, type Outcome, quote } from "@fleet/diagnostics";
import { profilesCodes } from "./codes.ts";
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
  const decide = createHomeDecider();
  for (const host of resolved.hosts.values()) {
    const homes = new Map<string, Home>();
    for (const question of questions(fleet, host)) {
      const { mode, profile, stateVersion, known } = decide(question);
      const modules = mode.value === "none" ? noModules : listModules(question, profile.value);
      const isSystem = host.platform !== "linux";
      for (const finding of isSystem ? [] : impossibleMode(question, mode.value)) {
        // One finding for what one place says, however many hosts it concerns.
        const place = formatPath(finding.path);
        if (!modeDiagnostics.has(place)) modeDiagnostics.set(place, finding);
      }
      const home = known.get(modules) ?? { mode, profile, stateVersion, modules };
      known.set(modules, home);
      homes.set(question.user.id, home);
    }
    byHost.set(host.id, homes);
  }
  return {
    value: { byHost, standalone: nameStandaloneHomes(resolved, byHost) },
    diagnostics: [...orders.diagnostics, ...modeDiagnostics.values(), ...finder.diagnostics],
  };
}

const noModules: Home["modules"] = [];

/** What is decided about a home, and the homes of which that was decided, by their modules. */
interface HomeDecision extends Omit<Home, "modules"> {
  readonly known: Map<Home["modules"], Home>;
}

/**
 * Decides about homes; once for accounts that are one object, on hosts that say the same. So equal
 * homes are one object as well: a large fleet is mostly the same homes again and again.
 */
function createHomeDecider(): (question: HomeQuestion) => HomeDecision {
  const known = new Map<Account, Map<string, HomeDecision>>();
  return (question) => {
    const { account, host } = question;
    const alike = known.get(account) ?? new Map<string, HomeDecision>();
    known.set(account, alike);
    const key = `${host.homeProfile ?? ""}\n${host.stateVersion ?? ""}`;
    const decided = alike.get(key) ?? {
      mode: decideHomeMode(question),
      profile: decideProfile(question),
      stateVersion: decideStateVersion(question),
      known: new Map(),
    };
    alike.set(key, decided);
    return decided;
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

/** On a host without a system of ours, nothing builds a home with it. */
function* impossibleMode(
  { host, user, placement }: HomeQuestion,
  mode: string,
): Iterable<Diagnostic> {
  if (mode === "standalone" || mode === "none") return;
  const path =
    placement.own.home === undefined ? ["users", user.id, "home"] : [...placement.path, "home"];
  yield profilesCodes.create(
    "no-system",
    `The home of ${quote(user.id)} on ${quote(host.id)} cannot be ${quote(mode)}: fleet manages no system there to build it with.`,
    { path, help: 'Write home: "standalone" for this host, or leave it out.' },
  );
}
