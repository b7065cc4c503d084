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
import { reportMacHomes } from "./mac-homes.ts";
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
      const { kinds, ...decisions } = decide(question);
      const { mode, profile } = decisions;
      const modules = mode.value === "none" ? noModules : listModules(question, profile.value);
      const isSystem = host.platform !== "linux";
      for (const finding of isSystem ? [] : impossibleMode(question, mode)) {
        // One finding for what one place says, however many hosts it concerns.
        const place = formatPath(finding.path);
        if (!modeDiagnostics.has(place)) modeDiagnostics.set(place, finding);
      }
      const known = kinds.get(modules);
      const home =
        known?.mode === mode &&
        known.profile === profile &&
        known.stateVersion === decisions.stateVersion
          ? known
          : { ...decisions, kind: known?.kind ?? {}, modules };
      if (known === undefined) kinds.set(modules, home);
      homes.set(question.user.id, home);
    }
    byHost.set(host.id, homes);
  }
  const names = nameStandaloneHomes(fleet, resolved, byHost);
  return {
    value: { byHost, standalone: names.value },
    diagnostics: [
      ...orders.diagnostics,
      ...modeDiagnostics.values(),
      ...names.diagnostics,
      ...reportMacHomes(resolved, byHost),
      ...finder.diagnostics,
    ],
  };
}

const noModules: Home["modules"] = [];

/** What is decided about a home. */
type HomeDecisions = Pick<Home, "mode" | "profile" | "stateVersion">;

/** The same, and a home of which the same was decided, by its modules. */
interface KnownDecisions extends HomeDecisions {
  readonly kinds: Map<Home["modules"], Home>;
}

/**
 * Decides about homes; once for accounts of one kind, on hosts that say the same. So equal homes are one
 * object, unless the host or the placement decided: a large fleet is mostly the same homes again and again.
 */
function createHomeDecider(): (question: HomeQuestion) => KnownDecisions {
  const known = new Map<Account["kind"], Map<string, KnownDecisions>>();
  return (question) => {
    const { account, host } = question;
    const alike = known.get(account.kind) ?? new Map<string, KnownDecisions>();
    known.set(account.kind, alike);
    const key = `${host.homeProfile ?? ""}\n${host.stateVersion ?? ""}`;
    const decided = alike.get(key);
    if (decided === undefined) {
      const first = { ...decideHome(question), kinds: new Map() };
      alike.set(key, first);
      return first;
    }
    const { mode, profile, stateVersion } = decided;
    const isAnywhere = [mode, profile, stateVersion].every(
      ({ origin }) => origin !== "placement" && origin !== "host",
    );
    return isAnywhere ? decided : { ...decideHome(question), kinds: decided.kinds };
  };
}

function decideHome(question: HomeQuestion): HomeDecisions {
  return {
    mode: decideHomeMode(question),
    profile: decideProfile(question),
    stateVersion: decideStateVersion(question),
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
  { host, user }: HomeQuestion,
  { value: mode, path = [] }: Home["mode"],
): Iterable<Diagnostic> {
  if (mode === "standalone" || mode === "none") return;
  yield profilesCodes.create(
    "no-system",
    `The home of ${quote(user.id)} on ${quote(host.id)} cannot be ${quote(mode)}: fleet manages no system there to build it with.`,
    { path, help: 'Write home: "standalone" for this host, or leave it out.' },
  );
}
