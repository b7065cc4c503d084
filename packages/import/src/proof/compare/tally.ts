import { compareNames } from "@fleet/diagnostics";
import type { ComparedKind, Comparison, ComparisonNote, FoundDifference } from "../comparison.ts";

/** What a comparison has come to so far. */
export interface Tally {
  /** So many of a kind are equal. Default: one. */
  countEqual(kind: ComparedKind, count?: number): void;
  /** So many of a kind are left to modules. Default: one. */
  countLeft(kind: ComparedKind, count?: number): void;
  differ(host: string | null, difference: Difference): void;
  note(host: string | null, note: Omit<ComparisonNote, "hosts">): void;
  /** The whole: what is the same on several hosts once, in the order in which it was found first. */
  read(): Comparison;
}

/** A difference without the hosts that it is of. */
export type Difference = Omit<FoundDifference, "host" | "hosts">;

/** A tally of nothing. */
export function createTally(): Tally {
  const equal = countNothing();
  const left = countNothing();
  const differences = createGroups<Difference>();
  const notes = createGroups<Omit<ComparisonNote, "hosts">>();
  return {
    countEqual: (kind, count = 1) => {
      equal[kind] += count;
    },
    countLeft: (kind, count = 1) => {
      left[kind] += count;
    },
    differ: differences.add,
    note: notes.add,
    read: () => ({
      equal,
      left,
      differences: differences.list().map(({ item, hosts }) => ({
        ...item,
        host: hosts.length === 1 ? (hosts[0] ?? null) : null,
        hosts,
      })),
      notes: notes.list().map(({ item, hosts }) => ({ ...item, hosts })),
    }),
  };
}

function countNothing(): Record<ComparedKind, number> {
  return {
    hosts: 0,
    accounts: 0,
    groups: 0,
    keys: 0,
    trustedUsers: 0,
    secrets: 0,
    homes: 0,
    files: 0,
  };
}

/** Items that are equal in all but the host. */
function createGroups<T extends object>() {
  const groups = new Map<string, { readonly item: T; readonly hosts: Set<string> }>();
  return {
    add: (host: string | null, item: T) => {
      const key = JSON.stringify(Object.entries(item));
      const group = groups.get(key) ?? { item, hosts: new Set() };
      groups.set(key, group);
      if (host !== null) group.hosts.add(host);
    },
    list: () =>
      [...groups.values()].map(({ item, hosts }) => ({
        item,
        hosts: [...hosts].sort(compareNames),
      })),
  };
}
