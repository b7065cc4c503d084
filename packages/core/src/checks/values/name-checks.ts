import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { PlacementDeclaration } from "../../declaration/declaration.ts";
import {
  domainProblem,
  groupNameProblem,
  hostIdProblem,
  hostNameProblem,
  loginNameProblem,
  longestName,
  plainNameProblem,
  splitHostName,
} from "../../declaration/names.ts";
import type { Host, Operator } from "../../parse/fleet.ts";
import type { DeclaredContext } from "../check.ts";

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

/** Hosts' ids, names and domains are names of DNS, and no two hosts have the same one. */
export function* hostNamesFit({ fleet: { hosts } }: DeclaredContext): Iterable<Diagnostic> {
  const byName = new Map<string, Host[]>();
  for (const host of hosts.values()) {
    yield* badHostName(host);
    const name = host.hostname.toLowerCase();
    const others = byName.get(name) ?? [];
    const owner = others.find((other) => isSameName(host, other));
    if (owner !== undefined) yield hostNameTaken(host, owner);
    byName.set(name, [...others, host]);
  }
}

function* badHostName({ id, hostname, domain }: Host): Iterable<Diagnostic> {
  const ofId = hostIdProblem(id);
  yield* badName("host id", id, ["hosts", id], ofId);
  const [label, rest] = splitHostName(id);
  const isOwn = hostname !== label;
  const ofName = isOwn ? hostNameProblem(hostname) : undefined;
  if (isOwn) yield* badHostLabel(id, hostname, ofName);
  if (domain === undefined || (domain === rest && ofId !== undefined)) return;
  const ofDomain = domain === rest ? undefined : domainProblem(domain);
  yield* badName("domain", domain, ["hosts", id, "domain"], ofDomain);
  const { length } = `${hostname}.${domain}`;
  if (ofName !== undefined || ofDomain !== undefined || length <= longestName) return;
  const problem = `With the host name ${quote(hostname)} it has ${length} characters, and ${longestName} are allowed.`;
  yield* badName("domain", domain, ["hosts", id, domain === rest ? "hostname" : "domain"], problem);
}

/** What NixOS wants in two options, people write as one name. */
function* badHostLabel(
  id: string,
  hostname: string,
  problem: string | undefined,
): Iterable<Diagnostic> {
  const path = ["hosts", id, "hostname"];
  const [label, domain] = splitHostName(hostname);
  if (domain === undefined || hostIdProblem(hostname) !== undefined) {
    yield* badName("host name", hostname, path, problem);
    return;
  }
  const message = `${quote(hostname)} cannot be a host name. It is one with its domain.`;
  const help = `Write hostname: ${JSON.stringify(label)}, domain: ${JSON.stringify(domain)}.`;
  yield coreCodes.create("bad-name", message, { path, help });
}

/** Whether two hosts of one name cannot be told apart: only by domains that both have. */
function isSameName(a: Host, b: Host): boolean {
  if (a.domain === undefined || b.domain === undefined) return true;
  return a.domain.toLowerCase() === b.domain.toLowerCase();
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
  yield* keyNamesFit("serviceAccounts", fleet.serviceAccounts);
  yield* keyNamesFit("operators", operators);
}

/** Keys are named by rules and in `.sops.yaml`. */
function* keyNamesFit(
  section: "users" | "serviceAccounts" | "operators",
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
    yield* badGroupsOf(own, ["users", id]);
  }
  for (const { path, own } of differing) yield* badGroupsOf(own, path);
}

function* badGroupsOf(
  { extraGroups = [], primaryGroup }: Pick<PlacementDeclaration, "extraGroups" | "primaryGroup">,
  path: Path,
): Iterable<Diagnostic> {
  yield* badGroups(extraGroups, [...path, "extraGroups"]);
  if (primaryGroup === undefined) return;
  const problem = groupNameProblem(primaryGroup);
  yield* badName("group", primaryGroup, [...path, "primaryGroup"], problem);
}

/** What is wrong with a name, and how such a one is written. */
export function* badName(
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
    case "domain":
      return 'Use letters, digits, dashes and dots, such as "example.org".';
    case "host id":
      return 'Use letters, digits and dashes, such as "mini" or "build-1"; with the domain, "web1.example.org".';
    case "host name":
      return 'Use letters, digits and dashes, such as "mini" or "build-1".';
    case "service account":
      return 'Use letters, digits, "_" and "-", such as "backup".';
    case "user id":
      return 'Use letters, digits, "_", "-" and ".", such as "keith"; the login name may differ: `username`.';
    default:
      return 'Use letters, digits, "_" and "-".';
  }
}

function hostNameTaken({ id, hostname, domain }: Host, owner: Host): Diagnostic {
  const isApart = domain === owner.domain;
  const why = isApart ? "" : ", and no domain tells the two apart";
  const [label] = splitHostName(id);
  return coreCodes.create(
    "host-name-taken",
    `The host name ${quote(hostname)} is already that of the host ${quote(owner.id)}${why}.`,
    {
      path: hostname === label ? ["hosts", id] : ["hosts", id, "hostname"],
      help: isApart
        ? "Give one of the two another `hostname`."
        : "Give one of the two another `hostname`, or both a `domain`.",
    },
  );
}
