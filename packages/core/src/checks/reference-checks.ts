import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import type { Fleet, Placement } from "../parse/fleet.ts";
import type { DeclaredNames } from "../parse/placements.ts";
import type { Rule } from "./declared-checks.ts";

/** Every profile that is named is declared. */
function* profilesAreDeclared(
  fleet: Fleet,
  { profiles }: DeclaredNames,
  differing: readonly Placement[],
): Iterable<Diagnostic> {
  for (const [name, path] of namedProfiles(fleet, differing)) {
    if (!profiles.has(name)) yield unknown("profile", name, path, profiles);
  }
}

function* namedProfiles(fleet: Fleet, differing: readonly Placement[]): Iterable<[string, Path]> {
  const { homeProfile, nonAdminProfile } = fleet.defaults;
  if (homeProfile !== undefined) yield [homeProfile, ["defaults", "homeProfile"]];
  if (nonAdminProfile !== undefined) yield [nonAdminProfile, ["defaults", "nonAdminProfile"]];
  for (const [id, host] of fleet.hosts) {
    if (host.homeProfile !== undefined) yield [host.homeProfile, ["hosts", id, "homeProfile"]];
  }
  for (const [id, { own }] of fleet.users) {
    if (typeof own.homeProfile === "string") yield [own.homeProfile, ["users", id, "homeProfile"]];
  }
  for (const { path, own } of differing) {
    if (typeof own.homeProfile === "string") yield [own.homeProfile, [...path, "homeProfile"]];
  }
  for (const [id, profile] of fleet.profiles) {
    yield* indexed(profile.extends, ["profiles", id, "extends"]);
  }
}

/** Every aggregate that is named is declared. */
function* aggregatesAreDeclared(
  fleet: Fleet,
  { aggregates }: DeclaredNames,
  differing: readonly Placement[],
): Iterable<Diagnostic> {
  for (const [name, path] of namedAggregates(fleet, differing)) {
    if (!aggregates.has(name)) yield unknown("aggregate", name, path, aggregates);
  }
}

function* namedAggregates(fleet: Fleet, differing: readonly Placement[]): Iterable<[string, Path]> {
  yield* indexed(fleet.defaults.aggregates, ["defaults", "aggregates"]);
  for (const [id, profile] of fleet.profiles) {
    yield* indexed(profile.aggregates, ["profiles", id, "aggregates"]);
  }
  for (const [id, { own }] of fleet.users) {
    yield* indexed(own.aggregates ?? [], ["users", id, "aggregates"]);
  }
  for (const { path, own } of differing) {
    yield* indexed(own.aggregates ?? [], [...path, "aggregates"]);
  }
}

/** Every feature that a host names is declared. */
function* featuresAreDeclared(fleet: Fleet, { features }: DeclaredNames): Iterable<Diagnostic> {
  for (const [id, host] of fleet.hosts) {
    for (const [index, name] of host.features.entries()) {
      if (features.has(name)) continue;
      yield unknown("feature", name, ["hosts", id, "features", index], features);
    }
  }
}

/** Users that are named outside of placements are declared. */
function* usersAreDeclared(fleet: Fleet, { users }: DeclaredNames): Iterable<Diagnostic> {
  for (const [id, { primaryUser }] of fleet.hosts) {
    if (primaryUser === undefined || users.has(primaryUser)) continue;
    yield unknown("user", primaryUser, ["hosts", id, "primaryUser"], users);
  }
  for (const id of fleet.policy.acceptedGroups.keys()) {
    if (!users.has(id)) yield unknown("user", id, ["policy", "acceptedGroups", id], users);
  }
}

function* indexed(names: readonly string[], path: Path): Iterable<[string, Path]> {
  for (const [index, name] of names.entries()) yield [name, [...path, index]];
}

function unknown(
  what: "user" | "profile" | "aggregate" | "feature",
  name: string,
  path: Path,
  declared: ReadonlySet<string>,
): Diagnostic {
  return {
    code: `core/unknown-${what}`,
    severity: "error",
    path,
    message: `The ${what} ${quote(name)} is not declared.`,
    help: suggestName(name, [...declared], what),
  };
}

/** The rules about names that refer to something, in the order in which they report. */
export const referenceRules: readonly Rule[] = [
  usersAreDeclared,
  profilesAreDeclared,
  aggregatesAreDeclared,
  featuresAreDeclared,
];
