import type { Fleet } from "../parse/fleet.ts";
import { type IdRange, isWithin } from "../reserved/id-ranges.ts";
import type { UidSupply } from "./allot-space.ts";

/** The range of the members of a group. */
export interface GroupRange {
  readonly group: string;
  readonly range: IdRange;
  readonly members: ReadonlySet<string>;
}

/** The groups whose members have a range of their own, in order. */
export function listGroupRanges({ groups }: Pick<Fleet, "groups">): GroupRange[] {
  return [...groups.values()].flatMap(({ name, uidRange, members }) =>
    uidRange === undefined ? [] : [{ group: name, range: uidRange, members }],
  );
}

/** What is given out on NixOS, and to whom. */
export interface NixosSupply {
  readonly supplyOf: (user: string) => UidSupply;
  /** The group whose range it is; undefined where it is that of everybody. */
  readonly groupOf: (user: string) => GroupRange | undefined;
}

/** The members of a group are served from its range, and nobody else is. */
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
