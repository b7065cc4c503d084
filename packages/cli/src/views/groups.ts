import { type Account, originPath, type ResolvedHost, rootEquivalentGroups } from "@fleet/core";
import { compareNames, formatPath } from "@fleet/diagnostics";
import type { Explanation } from "./explanation.ts";
import type { ViewedFleet } from "./viewed-fleet.ts";

/** A group on one host, with who is in it and by which place in the declaration. */
interface GroupOnHost {
  readonly group: string;
  readonly host: string;
  readonly members: readonly { user: string; login: string; because: string }[];
  /** Whether the fleet makes the group; else a module has to, or nobody is in it. */
  readonly isDeclared: boolean;
  readonly gid: number | null;
  readonly purpose: string | null;
  /** How its members become root, if they can. */
  readonly rootEquivalent: string | null;
}

/** Who is in which group on which host and why, group by group. */
export function explainGroups(fleet: ViewedFleet): Explanation {
  const groups = [...fleet.resolved.hosts.values()]
    .flatMap((host) => listGroups(fleet, host))
    .sort((a, b) => compareNames(a.group, b.group) || compareNames(a.host, b.host));
  const rows = groups.map(({ group, host, members, isDeclared, purpose, rootEquivalent }) => [
    group,
    host,
    members.map(({ login }) => login).join(", ") || "nobody",
    [...new Set(members.map(({ because }) => because))].join(", "),
    isDeclared ? "fleet" : "a module",
    purpose ?? (rootEquivalent === null ? "" : `amounts to root: ${rootEquivalent}`),
  ]);
  return {
    table: { head: ["group", "host", "members", "because", "made by", "purpose"], rows },
    nothing: "Nobody is in any group.",
    json: groups,
  };
}

function listGroups(fleet: ViewedFleet, host: ResolvedHost): GroupOnHost[] {
  const accounts = [...host.accounts.values()];
  const used = accounts.flatMap(({ groups }) => groups.map(({ value }) => value));
  return [...new Set([...host.groups.keys(), ...used])].map((group) => ({
    group,
    host: host.id,
    members: accounts.flatMap((account) => describeMember(fleet, host, { account, group })),
    isDeclared: host.groups.has(group),
    gid: host.groups.get(group)?.gid ?? null,
    purpose: fleet.declared.groups.get(group)?.purpose ?? null,
    rootEquivalent: rootEquivalentGroups.get(group) ?? null,
  }));
}

function describeMember(
  { declared }: ViewedFleet,
  { id }: ResolvedHost,
  { account, group }: { readonly account: Account; readonly group: string },
): GroupOnHost["members"] {
  const membership = account.groups.find(({ value }) => value === group);
  if (membership === undefined) return [];
  const { origin } = membership;
  const key = origin === "group" ? group : "extraGroups";
  const path = originPath(declared, { host: id, account, key, origin }) ?? [];
  const { user, username } = account;
  return [{ user, login: username.value, because: formatPath(path) }];
}
