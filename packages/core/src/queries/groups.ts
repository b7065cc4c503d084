import { compareNames, formatPath } from "@fleet/diagnostics";
import { rootEquivalentGroups } from "../resolve/accounts/groups.ts";
import { listMemberships } from "../resolve/accounts/primary-group.ts";
import type { Decided, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { type QueriedFleet, selectHosts } from "./queried-fleet.ts";

/** A group on one host, with who is in it and by which place in the declaration. A row of plain data, as JSON holds it. */
export interface GroupOnHost {
  readonly group: string;
  readonly host: string;
  /** In the order of the accounts. */
  readonly members: readonly GroupMember[];
  /** Whether the fleet makes the group; else a module has to, or nobody is in it. */
  readonly isDeclared: boolean;
  readonly gid: number | null;
  readonly purpose: string | null;
  /** How its members become root, if they can. */
  readonly rootEquivalent: string | null;
}

/** Somebody in a group. */
interface GroupMember {
  /** The user's id, or `service:ID` of a service account. */
  readonly user: string;
  readonly login: string;
  /** Where it is declared: `groups.media.members`. */
  readonly because: string;
}

/** Every group of a host that is declared or has somebody in it; without a host, of all. By names, then hosts. */
export function listGroups(fleet: QueriedFleet, host?: string): GroupOnHost[] {
  return selectHosts(fleet, host)
    .flatMap((one) => listGroupsOn(fleet, one))
    .sort((a, b) => compareNames(a.group, b.group) || compareNames(a.host, b.host));
}

function listGroupsOn({ declared }: QueriedFleet, host: ResolvedHost): GroupOnHost[] {
  const members = listMembers(host);
  const used = members.flatMap(({ groups }) => groups.map(({ value }) => value));
  const own = listOwnGroups(host);
  return [...new Set([...host.groups.keys(), ...used])].map((group) => ({
    group,
    host: host.id,
    members: members.flatMap((member) => describeMember(member, group)),
    isDeclared: host.groups.has(group) || own.has(group),
    gid: host.groups.get(group)?.gid ?? own.get(group) ?? null,
    purpose: declared.groups.get(group)?.purpose ?? null,
    rootEquivalent: rootEquivalentGroups.get(group) ?? null,
  }));
}

/** The groups that are of one account each, by name, with their gids where they are known. */
export function listOwnGroups({
  accounts,
  serviceAccounts,
}: Pick<ResolvedHost, "accounts" | "serviceAccounts">): ReadonlyMap<string, number | undefined> {
  const own = new Map<string, number | undefined>();
  for (const { primaryGroup, hasOwnGroup, uid } of accounts.values()) {
    if (hasOwnGroup && primaryGroup !== undefined) own.set(primaryGroup.value, uid?.value);
  }
  for (const { group, hasOwnGroup } of serviceAccounts.values()) {
    if (hasOwnGroup) own.set(group.value, undefined);
  }
  return own;
}

interface Member {
  readonly user: string;
  readonly username: Decided<string>;
  readonly groups: readonly Decided<string>[];
}

function listMembers({ accounts, serviceAccounts }: ResolvedHost): Member[] {
  const services = [...serviceAccounts.values()].map(({ id, username, group, groups }) => {
    // Its own group is a matter of course, and stands where the account does.
    const primary = group.path === undefined ? { ...group, path: ["serviceAccounts", id] } : group;
    return { user: `service:${id}`, username, groups: [primary, ...groups] };
  });
  const people = [...accounts.values()].map((account) => {
    return { user: account.user, username: account.username, groups: listMemberships(account) };
  });
  return [...people, ...services];
}

function describeMember({ user, username, groups }: Member, group: string): GroupMember[] {
  const membership = groups.find(({ value }) => value === group);
  if (membership === undefined) return [];
  return [{ user, login: username.value, because: formatPath(membership.path ?? []) }];
}
