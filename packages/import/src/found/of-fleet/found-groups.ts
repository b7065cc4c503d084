import type { ResolvedHost } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { FoundGroup } from "../found-fleet.ts";
import { declaredIn } from "./found-account.ts";

/** The groups that a declaration makes on a host, by name, in order: those that it declares, and those of accounts of their own. */
export function foundGroups(host: ResolvedHost): FoundGroup[] {
  if (host.platform !== "nixos") return [];
  const members = listMembers(host);
  const groups = new Map<string, number | null>();
  for (const [name, { gid }] of host.groups) groups.set(name, gid ?? null);
  for (const { primaryGroup, hasOwnGroup, uid } of host.accounts.values()) {
    if (hasOwnGroup && primaryGroup !== undefined) {
      groups.set(primaryGroup.value, uid?.value ?? null);
    }
  }
  for (const { group, hasOwnGroup } of host.serviceAccounts.values()) {
    if (hasOwnGroup && !groups.has(group.value)) groups.set(group.value, null);
  }
  return [...groups]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([name, gid]) => ({
      name,
      gid,
      members: [...(members.get(name) ?? [])].sort(compareNames),
      definedIn: declaredIn,
    }));
}

/** The logins of whoever is in a group, but for whose primary one it is, as `users.groups.<name>.members` comes to have them. */
function listMembers({ accounts, serviceAccounts }: ResolvedHost): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  const add = (login: string, groups: readonly { readonly value: string }[]) => {
    for (const { value } of groups)
      members.set(value, (members.get(value) ?? new Set()).add(login));
  };
  for (const account of accounts.values()) {
    add(account.username.value, account.groups);
  }
  for (const { username, groups } of serviceAccounts.values()) add(username.value, groups);
  return members;
}
