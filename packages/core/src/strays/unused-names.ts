import type { Diagnostic } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet, Placement } from "../parse/fleet.ts";
import { reportUnplaced } from "./unplaced-users.ts";

/**
 * Users on no host, profiles and aggregates that no home can come to, and features that no host has. They do no harm, and may be
 * the half of a change; so this is for whoever asks what is wrong, and in the way of nothing.
 */
export function reportUnused(fleet: Fleet): Diagnostic[] {
  const { profiles, aggregates, features, hosts } = fleet;
  const placements = [...hosts.values()].flatMap((host) => [...host.placements.values()]);
  const usedFeatures = new Set([...hosts.values()].flatMap((host) => host.features));
  return [
    ...reportUnplaced(fleet),
    ...listUnused(profiles, listProfiles(fleet, placements)).map((id) =>
      coreCodes.create("unused-profile", `Nothing uses the profile ${quote(id)}.`, {
        path: ["profiles", id],
        help: "Take it out, or name it: homeProfile of a host, a user or `defaults`.",
      }),
    ),
    ...listUnused(aggregates, listAggregates(fleet, placements)).map((id) =>
      coreCodes.create("unused-aggregate", `Nothing uses the aggregate ${quote(id)}.`, {
        path: ["aggregates", id],
        help: "Take it out, or name it: aggregates of a profile, a user or `defaults`.",
      }),
    ),
    ...listUnused(features, usedFeatures).map((id) =>
      coreCodes.create("unused-feature", `Nothing uses the feature ${quote(id)}.`, {
        path: ["features", id],
        help: "Take it out, or name it: features of a host.",
      }),
    ),
  ];
}

function listUnused(declared: ReadonlyMap<string, unknown>, used: ReadonlySet<string>): string[] {
  return [...declared.keys()].filter((id) => !used.has(id));
}

/** The profiles that homes name, and those that these extend. */
function listProfiles(
  { defaults, hosts, users, profiles }: Fleet,
  placements: readonly Placement[],
): Set<string> {
  const used = new Set<string>();
  const waiting = [
    defaults.homeProfile,
    defaults.nonAdminProfile,
    ...[...hosts.values()].map(({ homeProfile }) => homeProfile),
    ...[...users.values()].map(({ own }) => own.homeProfile),
    ...placements.map(({ own }) => own.homeProfile),
  ].filter((id) => typeof id === "string");
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (used.has(id)) continue;
    used.add(id);
    waiting.push(...(profiles.get(id)?.extends ?? []));
  }
  return used;
}

/** Those of a profile that nobody has count as well: the profile is told. */
function listAggregates(
  { defaults, users, profiles }: Fleet,
  placements: readonly Placement[],
): Set<string> {
  return new Set([
    ...defaults.aggregates,
    ...[...users.values(), ...placements].flatMap(({ own }) => own.aggregates ?? []),
    ...[...profiles.values()].flatMap(({ aggregates }) => aggregates),
  ]);
}
