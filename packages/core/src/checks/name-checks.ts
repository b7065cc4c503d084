import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import {
  groupNameProblem,
  hostNameProblem,
  loginNameProblem,
  plainNameProblem,
} from "../declaration/names.ts";
import type { Operator } from "../parse/fleet.ts";
import type { DeclaredContext } from "./check.ts";

/** Users' ids and login names are login names. */
export function* loginNamesFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { own }] of fleet.users) {
    yield* badName("user id", id, ["users", id], loginNameProblem(id));
    if (own.username !== undefined) {
      const problem = loginNameProblem(own.username);
      yield* badName("login name", own.username, ["users", id, "username"], problem);
    }
  }
  for (const { path, own } of differing) {
    if (own.username === undefined) continue;
    const problem = loginNameProblem(own.username);
    yield* badName("login name", own.username, [...path, "username"], problem);
  }
}

/** Hosts' ids and names are host names, and no two hosts have the same one. */
export function* hostNamesFit({ fleet: { hosts } }: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const [id, { hostname }] of hosts) {
    yield* badName("host id", id, ["hosts", id], hostNameProblem(id));
    if (hostname !== id) {
      yield* badName("host name", hostname, ["hosts", id, "hostname"], hostNameProblem(hostname));
    }
    const name = hostname.toLowerCase();
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, id);
    else yield hostNameTaken(id, hostname, owner);
  }
}

/** Profiles, aggregates, features and operators have names that can be part of a file name. */
export function* plainNamesFit({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { profiles, aggregates, features, operators } = fleet;
  for (const id of profiles.keys()) {
    yield* badName("profile", id, ["profiles", id], plainNameProblem(id));
  }
  for (const id of aggregates.keys()) {
    yield* badName("aggregate", id, ["aggregates", id], plainNameProblem(id));
  }
  for (const id of operators.keys()) {
    yield* badName("operator", id, ["operators", id], plainNameProblem(id));
  }
  for (const id of features.keys()) {
    yield* badName("feature", id, ["features", id], plainNameProblem(id));
  }
  yield* keyNamesFit("users", fleet.users);
  yield* keyNamesFit("operators", operators);
}

/** Keys are named by rules and in `.sops.yaml`. */
function* keyNamesFit(
  section: "users" | "operators",
  owners: ReadonlyMap<string, Operator>,
): Iterable<Diagnostic> {
  for (const [id, { ageKeys }] of owners) {
    for (const { name } of ageKeys) {
      if (typeof name === "number") continue;
      yield* badName("name of a key", name, [section, id, "ageKeys", name], plainNameProblem(name));
    }
  }
}

/** Groups, wherever they are named, are group names. */
export function* groupNamesFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { groups }] of fleet.features) {
    yield* badGroups(groups, ["features", id, "groups"]);
  }
  for (const [id, { own }] of fleet.users) {
    yield* badGroups(own.extraGroups ?? [], ["users", id, "extraGroups"]);
  }
  for (const { path, own } of differing) {
    yield* badGroups(own.extraGroups ?? [], [...path, "extraGroups"]);
  }
}

function* badName(
  what: string,
  name: string,
  path: Path,
  problem: string | undefined,
): Iterable<Diagnostic> {
  if (problem === undefined) return;
  yield coreCodes.create("bad-name", `${quote(name)} cannot be a ${what}. ${problem}`, {
    path,
    help: nameHelp(what),
  });
}

function* badGroups(groups: readonly string[], path: Path): Iterable<Diagnostic> {
  for (const [index, group] of groups.entries()) {
    yield* badName("group", group, [...path, index], groupNameProblem(group));
  }
}

function nameHelp(what: string): string {
  switch (what) {
    case "host id":
    case "host name":
      return 'Use letters, digits and dashes, such as "mini" or "build-1".';
    case "user id":
      return 'Use letters, digits, "_", "-" and ".", such as "keith"; the login name may differ: `username`.';
    default:
      return 'Use letters, digits, "_" and "-".';
  }
}

function hostNameTaken(id: string, hostname: string, owner: string): Diagnostic {
  return coreCodes.create(
    "host-name-taken",
    `The host name ${quote(hostname)} is already that of the host ${quote(owner)}.`,
    {
      path: hostname === id ? ["hosts", id] : ["hosts", id, "hostname"],
      help: "Give one of the two another `hostname`.",
    },
  );
}
