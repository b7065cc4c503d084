import type { ResolvedHost } from "@fleet/core";
import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import { describeAccount } from "../differences/account-differences.ts";
import { findLoginPath, findPlacementPath } from "../differences/account-place.ts";
import {
  type Comparison,
  createDifference,
  listNames,
  subtract,
} from "../differences/difference.ts";
import type { HostFacts, KnownGroupFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import { listAdmins } from "./admins.ts";

/** The groups of macOS whose members administer a Mac, by gid. */
const adminGroups: ReadonlyMap<number, string> = new Map([
  [0, "wheel"],
  [80, "admin"],
]);

/**
 * How those whom nix-darwin puts into the groups that administer a Mac differ from its admins. macOS
 * says who is in there, and the fleet leaves it to that.
 */
export function* compareMacGroups(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (host.platform !== "darwin") return;
  yield* comparePrimaryGroups(comparison, host, facts);
  for (const [name, group] of facts.knownGroups) {
    if (isAdminGroup(name, group)) yield* compareMembers(comparison, host, { name, ...group });
  }
}

/** The groups that administer a Mac and that a user has as the primary one: one of them, or none. */
export function listPrimaryAdminGroups({ gid }: UserFacts): string[] {
  return [...adminGroups].flatMap(([number, name]) => (number === gid ? [name] : []));
}

function* comparePrimaryGroups(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  for (const account of host.accounts.values()) {
    const user = facts.users.get(account.username.value);
    if (user === undefined || account.isAdmin.value) continue;
    const { of, option } = describeAccount({ host, account });
    for (const group of listPrimaryAdminGroups(user)) {
      yield createDifference(comparison, {
        what: "privileged-group",
        path: findPlacementPath({ declared: comparison.fleet.declared, host: host.id, account }),
        message: `Nix has ${of} in the group ${quote(group)} by its gid, which was not computed: whoever is in there administers the Mac.`,
        option: `${option}.gid`,
        help: `A module of your own sets ${option}.gid. Leave that out there, and the group is "staff"; or declare \`isAdmin: true\` for the account.`,
      });
    }
  }
}

interface KnownGroup extends KnownGroupFacts {
  readonly name: string;
}

function* compareMembers(
  comparison: Comparison,
  host: ResolvedHost,
  { name, gid, members }: KnownGroup,
): Iterable<Diagnostic> {
  const option = `users.groups.${name}`;
  const admins = listAdmins(host)
    .map(({ username }) => username.value)
    .sort(compareNames);
  const of = `the group ${quote(name)}${typeof gid === "number" ? ` (gid ${gid})` : ""} on host ${quote(host.id)}`;
  const leave = `Leave ${quote(name)} out of users.knownGroups there: macOS says who is in it.`;
  for (const login of subtract(members, ["root", ...admins])) {
    yield createDifference(comparison, {
      what: "privileged-group",
      path: findLoginPath(comparison.fleet.declared, host, login),
      message: `nix-darwin makes ${quote(login)} a member of ${of}, which was not computed: whoever is in there administers the Mac.`,
      option: `${option}.members`,
      help: `A module of your own sets ${option}.members. ${leave} Or declare \`isAdmin: true\` for the account.`,
    });
  }
  const lost = name === "admin" ? subtract(admins, members) : [];
  if (lost.length === 0) return;
  yield createDifference(comparison, {
    what: "privileged-group",
    path: ["hosts", host.id],
    message: `nix-darwin takes ${listNames(lost)} out of ${of}, whose members it replaces: ${lost.length === 1 ? "an admin of the Mac is" : "admins of the Mac are"} locked out of administering it.`,
    option: `${option}.members`,
    help: `A module of your own sets ${option} and users.knownGroups. ${leave}`,
  });
}

function isAdminGroup(name: string, { gid }: KnownGroupFacts): boolean {
  return [...adminGroups].some(([number, group]) => gid === number || name === group);
}
