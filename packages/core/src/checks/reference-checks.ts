import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { DeclaredContext } from "./check.ts";

/** Every profile that is named is declared. */
export function* profilesAreDeclared(context: DeclaredContext): Iterable<Diagnostic> {
  const { profiles } = context.names;
  for (const [name, path] of namedProfiles(context)) {
    if (!profiles.has(name)) yield unknown("profile", name, path, profiles);
  }
}

function* namedProfiles({ fleet, differing }: DeclaredContext): Iterable<[string, Path]> {
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
export function* aggregatesAreDeclared(context: DeclaredContext): Iterable<Diagnostic> {
  const { aggregates } = context.names;
  for (const [name, path] of namedAggregates(context)) {
    if (!aggregates.has(name)) yield unknown("aggregate", name, path, aggregates);
  }
}

function* namedAggregates({ fleet, differing }: DeclaredContext): Iterable<[string, Path]> {
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
export function* featuresAreDeclared({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  const { features } = names;
  for (const [id, host] of fleet.hosts) {
    for (const [index, name] of host.features.entries()) {
      if (features.has(name)) continue;
      yield unknown("feature", name, ["hosts", id, "features", index], features);
    }
  }
}

/** Users that are named outside of placements are declared. */
export function* usersAreDeclared({ fleet, names }: DeclaredContext): Iterable<Diagnostic> {
  const { users, serviceAccounts } = names;
  for (const [id, { primaryUser }] of fleet.hosts) {
    if (primaryUser === undefined || users.has(primaryUser)) continue;
    yield unknown("user", primaryUser, ["hosts", id, "primaryUser"], users);
  }
  for (const id of fleet.policy.acceptedGroups.keys()) {
    const path = ["policy", "acceptedGroups", id];
    const [, service] = /^service:(.*)$/s.exec(id) ?? [];
    if (service === undefined) {
      if (!users.has(id)) yield unknown("user", id, path, users);
    } else if (!serviceAccounts.has(service)) {
      yield unknown("service account", service, path, serviceAccounts);
    }
  }
}

function* indexed(names: readonly string[], path: Path): Iterable<[string, Path]> {
  for (const [index, name] of names.entries()) yield [name, [...path, index]];
}

type Referred = "user" | "profile" | "aggregate" | "feature" | "service account";

function codeOf(what: Referred) {
  return what === "service account" ? "unknown-service-account" : (`unknown-${what}` as const);
}

function unknown(
  what: Referred,
  name: string,
  path: Path,
  declared: ReadonlySet<string>,
): Diagnostic {
  return coreCodes.create(codeOf(what), `The ${what} ${quote(name)} is not declared.`, {
    path,
    help: suggestName(name, [...declared], what),
  });
}
