import { compareNames } from "@fleet/diagnostics";
import { fieldsOf, isRecord, type JsonRecord } from "../../fleet-json/json-value.ts";
import type { FactScope, FleetFacts } from "./fleet-facts.ts";

/** A field in which two things of one kind differ. */
export interface FieldDifference {
  readonly field: string;
  /** Undefined where nothing is said; so is `after`. */
  readonly before: unknown;
  readonly after: unknown;
  /** The side of which it is not known what it holds; undefined where both are known. */
  readonly untold: "before" | "after" | undefined;
}

/** The two fleets, where a field says nothing on one side. */
export interface FactSides {
  readonly before: Pick<FleetFacts, "isUntold">;
  readonly after: Pick<FleetFacts, "isUntold">;
}

/** The fields in which two objects differ, in order. One that holds undefined is one that is not there. */
export function listDifferences(
  before: JsonRecord,
  after: JsonRecord,
  { scope, sides }: { readonly scope: FactScope; readonly sides: FactSides },
): FieldDifference[] {
  if (before === after) return [];
  return fieldsOfBoth(before, after).flatMap((field) => {
    const [old, now] = [own(before, field), own(after, field)];
    if (isSame(old, now)) return [];
    const isOldUntold = old === undefined && sides.before.isUntold(scope, field);
    const isNowUntold = now === undefined && sides.after.isUntold(scope, field);
    const untold = isOldUntold ? "before" : isNowUntold ? "after" : undefined;
    return [{ field, before: old, after: now, untold }];
  });
}

/** An entry of two objects in which they differ; undefined where one has none. */
export interface EntryDifference {
  readonly name: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** The entries in which the two values of a field differ that are objects by names: first those that were there. */
export function listEntryDifferences({
  before,
  after,
}: Pick<FieldDifference, "before" | "after">): EntryDifference[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
    const [was, is] = [own(old, name), own(now, name)];
    return isSame(was, is) ? [] : [{ name, was, is }];
  });
}

/** Sides that say all, whatever time they are of: what is not there is empty. */
export const toldSides: FactSides = {
  before: { isUntold: () => false },
  after: { isUntold: () => false },
};

function fieldsOfBoth(before: JsonRecord, after: JsonRecord): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].sort(compareNames);
}

function own(record: JsonRecord, field: string): unknown {
  return Object.hasOwn(record, field) ? record[field] : undefined;
}

/** Whether two values are one in JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSame(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  // Most objects have the same fields in the same order, so that nothing has to be looked up twice.
  for (const field of Object.keys(a)) if (!isSame(a[field], own(b, field))) return false;
  return Object.keys(b).every((field) => b[field] === undefined || own(a, field) !== undefined);
}

/** How one list became another. */
export interface ListDifference {
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
  /** Whether what is in both stands in another order. */
  readonly isReordered: boolean;
}

/** Compares lists item by item: what they hold by its JSON, as often as it stands there. */
export function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
): ListDifference {
  const removed = takeAway(before, after);
  const added = takeAway(after, before);
  const kept = takeAway(before, removed);
  return { added, removed, isReordered: !isSame(kept, takeAway(after, added)) };
}

/** The items of a list without those of another, each as often as it is there. */
function takeAway(all: readonly unknown[], others: readonly unknown[]): unknown[] {
  const left = new Map<string, number>();
  for (const one of others) {
    const key = JSON.stringify(one);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return all.filter((one) => {
    const key = JSON.stringify(one);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}
