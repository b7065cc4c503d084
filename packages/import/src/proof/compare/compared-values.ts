import type { ComparedKind } from "../comparison.ts";
import { nothing, showOption, showValue } from "./shown-value.ts";
import type { Tally } from "./tally.ts";

/**
 * What the later of two fleets is. `declared`: what fleet itself would make; whatever it does not say, modules go on
 * saying. `built`: whole systems, in which everything has to be there.
 */
export type LaterFleet = "declared" | "built";

/** Where values are compared. */
export interface ComparedPlace {
  readonly tally: Tally;
  readonly later: LaterFleet;
  /** Null outside of hosts. */
  readonly host: string | null;
  readonly kind: ComparedKind;
  /** The option that holds the values: `["users", "users", "ada"]`. */
  readonly option: readonly string[];
}

/** Two values of one option, named from the place. */
export interface ComparedPair {
  readonly name: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** Why it differs, where it does. Default: nobody knows. */
  readonly reason?: string;
}

/** Compares single values, and says whether they are equal. A value that one side does not say is left to modules. */
export function comparePairs(place: ComparedPlace, pairs: readonly ComparedPair[]): boolean {
  let isEqual = true;
  for (const pair of pairs) isEqual = comparePair(place, pair) && isEqual;
  return isEqual;
}

function comparePair(
  { tally, later, host, kind, option }: ComparedPlace,
  { name, before, after, reason = "" }: ComparedPair,
): boolean {
  if (before === after || isSameData(before, after)) return true;
  if (later === "declared" && (isUnsaid(before) || isUnsaid(after))) return true;
  if (isEmpty(before) && isEmpty(after)) return true;
  const what = showOption(...option, ...name);
  tally.differ(host, { kind, what, before: showValue(before), after: showValue(after), reason });
  return false;
}

function isSameData(before: unknown, after: unknown): boolean {
  const areObjects = typeof before === "object" && typeof after === "object";
  return areObjects && JSON.stringify(before) === JSON.stringify(after);
}

function isUnsaid(value: unknown): boolean {
  return value === null || value === undefined;
}

function isEmpty(value: unknown): boolean {
  return isUnsaid(value) || value === "";
}

/** Two sets of names of one option. */
export interface ComparedSets {
  readonly name: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What a name is shown as. Default: itself. */
  readonly show?: (name: string) => string;
  /** Why a name is there that was not. Default: nobody knows. */
  readonly gainReason?: (name: string) => string;
  /** Why a name is not there any more. Default: nobody knows. */
  readonly lossReason?: (name: string) => string;
}

/** Compares sets, each name by itself, and gives the number of names that both have, and whether that is all. */
export function compareSets(
  { tally, host, kind, option }: ComparedPlace,
  { name, before, after, ...words }: ComparedSets,
): { readonly common: number; readonly isEqual: boolean } {
  if (isSameList(before, after)) return { common: countDistinct(before), isEqual: true };
  const { show = showValue, gainReason = () => "", lossReason = () => "" } = words;
  const old = new Set(before);
  const rest = new Set(after);
  const what = () => showOption(...option, ...name);
  let common = 0;
  for (const one of old) {
    if (rest.delete(one)) common += 1;
    else {
      const reason = lossReason(one);
      tally.differ(host, { kind, what: what(), before: show(one), after: nothing, reason });
    }
  }
  for (const one of rest) {
    const reason = gainReason(one);
    tally.differ(host, { kind, what: what(), before: nothing, after: show(one), reason });
  }
  return { common, isEqual: common === old.size && rest.size === 0 };
}

/** Whether two lists are the same in the same order, as most of them are. */
export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function countDistinct(list: readonly string[]): number {
  return list.length < 2 ? list.length : new Set(list).size;
}
