import type { Fleet } from "../parse/fleet.ts";
import { type IdRange, isWithin } from "../reserved/id-ranges.ts";
import type { UidSupply } from "./allot-space.ts";

/** The range of those in a group. */
export interface GroupRange {
  readonly group: string;
  readonly range: IdRange;
  readonly members: ReadonlySet<string>;
}

/**
 * The groups with a range of their own, in order, and whom each serves: its `members`, and who is in it by
 * `extraGroups` of the user and a member of no other with a range. What placements say counts for nothing, since
 * a uid is the same on all hosts.
 */
export function listGroupRanges({ groups, users }: Pick<Fleet, "groups" | "users">): GroupRange[] {
  const ranges = [...groups.values()].flatMap(({ name, uidRange, members }) =>
    uidRange === undefined ? [] : [{ group: name, range: uidRange, members: new Set(members) }],
  );
  if (ranges.length === 0) return [];
  const byName = new Map(ranges.map((range) => [range.group, range]));
  const named = new Set(ranges.flatMap(({ members }) => [...members]));
  for (const { id, own } of users.values()) {
    if (named.has(id)) continue;
    for (const group of own.extraGroups ?? []) byName.get(group)?.members.add(id);
  }
  return ranges;
}

/** What is given out on NixOS, and to whom. */
export interface NixosSupply {
  readonly supplyOf: (user: string) => UidSupply;
  /** The group whose range it is; undefined where it is that of everybody. */
  readonly groupOf: (user: string) => GroupRange | undefined;
}

/** Those in a group are served from its range, and nobody else is. */
export function createNixosSupply(fleet: Fleet, isKept: (uid: number) => boolean): NixosSupply {
  const ranges = listGroupRanges(fleet);
  const isOfGroup = (uid: number) => ranges.some(({ range }) => isWithin(uid, range));
  const common = {
    range: fleet.defaults.uidRange.nixos,
    isKept: (uid: number) => isKept(uid) || isOfGroup(uid),
  };
  const own = new Map(ranges.map((one) => [one, { range: one.range, isKept }]));
  const groupOf = (user: string) => ranges.find(({ members }) => members.has(user));
  return {
    groupOf,
    supplyOf: (user) => {
      const group = groupOf(user);
      return (group === undefined ? undefined : own.get(group)) ?? common;
    },
  };
}
