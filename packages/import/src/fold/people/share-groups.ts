import type { AccountFacts } from "./account-facts.ts";

/** The groups of a user, and of placements what comes to them and what is taken from them. */
export interface SharedGroups {
  readonly ofUser: readonly string[];
  readonly more: ReadonlyMap<string, readonly string[]>;
  readonly less: ReadonlyMap<string, readonly string[]>;
}

/** Puts the groups that most accounts on NixOS are in on the user. Who is on one host only has them there. */
export function shareGroups(accounts: readonly AccountFacts[]): SharedGroups {
  const counts = new Map<string, number>();
  for (const { groups } of accounts) {
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const ofUser = [...counts]
    .filter(([, count]) => count * 2 > accounts.length)
    .map(([name]) => name);
  const isCommon = new Set(ofUser);
  const more = new Map<string, string[]>();
  const less = new Map<string, string[]>();
  for (const { host, groups } of accounts) {
    const own = new Set(groups);
    const added = groups.filter((name) => !isCommon.has(name));
    const taken = ofUser.filter((name) => !own.has(name));
    if (added.length > 0) more.set(host.id, added);
    if (taken.length > 0) less.set(host.id, taken);
  }
  return { ofUser, more, less };
}
