import {
  compareNames,
  type Diagnostic,
  formatPath,
  nearestName,
  type Outcome,
  type Path,
  quote,
  sortedEntries,
  suggestName,
} from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { FleetDeclaration, PlacementDeclaration } from "../declaration/declaration.ts";
import type { Host, Placement } from "./fleet.ts";

/** What a placement says that is no more than the statement of an account. */
export const nothing: PlacementDeclaration = {};

/** The ids that a declaration introduces, in order, also those whose body was of the wrong shape. */
export interface DeclaredNames {
  readonly users: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
  readonly aggregates: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
  readonly serviceAccounts: ReadonlySet<string>;
}

/** Every placement, wherever it was declared. */
export interface Placements {
  /** Host id → user id → placement, users in order. */
  readonly byHost: ReadonlyMap<string, ReadonlyMap<string, Placement>>;
  /** Users who were likely meant by a placement that names nobody, or no host: that they are not there has been reported. */
  readonly stray: ReadonlySet<string>;
}

/** Finds every placement, on hosts and on users. */
export function placeUsers(
  declaration: FleetDeclaration,
  names: DeclaredNames,
): Outcome<Placements> {
  const diagnostics: Diagnostic[] = [];
  const stray = new Set<string>();
  const byHost = new Map<string, Map<string, Placement>>();
  // The names are in order: a large fleet has a hundred thousand hosts to put into it.
  for (const host of names.hosts) {
    if (!Object.hasOwn(declaration.hosts, host)) continue;
    const { users } = declaration.hosts[host] ?? {};
    const placed = new Map<string, Placement>();
    for (const [user, path, own] of statements(users, ["hosts", host, "users"])) {
      if (!names.users.has(user)) {
        diagnostics.push(unknownUser(user, path, names));
        stray.add(nearestName(user, names.users) ?? user);
      } else if (placed.has(user)) diagnostics.push(placedTwice(user, host, path));
      else if (Object.hasOwn(declaration.users, user)) placed.set(user, { user, path, own });
    }
    byHost.set(host, placed);
  }
  for (const [user, { hosts }] of sortedEntries(declaration.users)) {
    for (const [host, path, own] of statements(hosts, ["users", user, "hosts"])) {
      const placed = byHost.get(host);
      const earlier = placed?.get(user);
      if (!names.hosts.has(host)) {
        diagnostics.push(unknownHost(host, path, names));
        stray.add(user);
      } else if (earlier === undefined) placed?.set(user, { user, path, own });
      else if (earlier.path[0] === "users") diagnostics.push(placedTwice(user, host, path));
      else if (!sameContent(earlier.own, own)) diagnostics.push(placedDifferently(earlier, path));
    }
  }
  for (const [host, placed] of byHost) byHost.set(host, inOrder(placed));
  return { value: { byHost, stray }, diagnostics };
}

/** The placements that say more than that there is an account, host by host. */
export function differingPlacements(hosts: ReadonlyMap<string, Host>): Placement[] {
  const differing: Placement[] = [];
  for (const host of hosts.values()) {
    for (const placement of host.placements.values()) {
      if (placement.own !== nothing) differing.push(placement);
    }
  }
  return differing;
}

type Statements =
  | readonly string[]
  | { readonly [id: string]: PlacementDeclaration | undefined }
  | undefined;

function* statements(
  declared: Statements,
  path: Path,
): Iterable<[string, Path, PlacementDeclaration]> {
  if (isList(declared)) {
    for (const [index, id] of declared.entries()) yield [id, [...path, index], nothing];
  } else {
    for (const [id, own] of Object.entries(declared ?? {})) {
      if (own !== undefined) yield [id, [...path, id], isEmpty(own) ? nothing : own];
    }
  }
}

function isEmpty(own: PlacementDeclaration): boolean {
  for (const _ in own) return false;
  return true;
}

// Array.isArray does not narrow a union with readonly arrays (TypeScript issue 17002).
function isList(declared: Statements): declared is readonly string[] {
  return Array.isArray(declared);
}

function inOrder(placed: Map<string, Placement>): Map<string, Placement> {
  const ids = [...placed.keys()];
  // Most people write them in order, and sorting five thousand lists takes its time.
  const isSorted = ids.every(
    (id, index) => index === 0 || compareNames(ids[index - 1] ?? "", id) < 0,
  );
  return isSorted ? placed : new Map([...placed].sort(([a], [b]) => compareNames(a, b)));
}

function sameContent(a: PlacementDeclaration, b: PlacementDeclaration): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(own: PlacementDeclaration): string {
  // A key that is set to undefined says nothing.
  return JSON.stringify(sortedEntries({ ...own }).filter(([, value]) => value !== undefined));
}

function unknownUser(user: string, path: Path, names: DeclaredNames): Diagnostic {
  return coreCodes.create("unknown-user", `The user ${quote(user)} is not declared.`, {
    path,
    help: suggestName(user, [...names.users], "user"),
  });
}

function unknownHost(host: string, path: Path, names: DeclaredNames): Diagnostic {
  return coreCodes.create("unknown-host", `The host ${quote(host)} is not declared.`, {
    path,
    help: suggestName(host, [...names.hosts], "host"),
  });
}

function placedTwice(user: string, host: string, path: Path): Diagnostic {
  return coreCodes.create(
    "placed-twice",
    `The user ${quote(user)} is named twice for the host ${quote(host)}.`,
    { path, help: "Name the user once." },
  );
}

function placedDifferently(earlier: Placement, path: Path): Diagnostic {
  return coreCodes.create(
    "placed-twice",
    `This placement is also declared at ${formatPath(earlier.path)}, with other content.`,
    { path, help: "Keep one of the two: on the host, or on the user." },
  );
}
