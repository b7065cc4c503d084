import { compareNames } from "@fleet/diagnostics";
import type { FoundFile } from "./found-file.ts";

/** The first text, number or whatever else is not null. */
export function firstSaid<T>(first: T | null, next: T | null): T | null {
  return first ?? next;
}

/** Both lists as one in order, each name once. */
export function uniteNames(first: readonly string[], next: readonly string[]): readonly string[] {
  return [...new Set([...first, ...next])].sort(compareNames);
}

/** The first list, and what the next has beside it: for lists whose order means something. */
export function appendNew<T>(first: readonly T[], next: readonly T[]): readonly T[] {
  return [...new Set([...first, ...next])];
}

/** Files by their paths, in order; whether one is the flake's own is what the first says. */
export function uniteFiles(
  first: readonly FoundFile[],
  next: readonly FoundFile[],
): readonly FoundFile[] {
  return uniteBy(first, next, { nameOf: ({ path }) => path, unite: (known) => known });
}

/** How things of two lists are told apart, and two of the same name made one. */
export interface Uniting<T> {
  readonly nameOf: (one: T) => string;
  readonly unite: (first: T, next: T) => T;
}

/** Both lists as one in the order of names. */
export function uniteBy<T>(
  first: readonly T[],
  next: readonly T[],
  { nameOf, unite }: Uniting<T>,
): readonly T[] {
  const byName = new Map<string, T>();
  for (const one of [...first, ...next]) {
    const known = byName.get(nameOf(one));
    byName.set(nameOf(one), known === undefined ? one : unite(known, one));
  }
  return [...byName.values()].sort((a, b) => compareNames(nameOf(a), nameOf(b)));
}

/** Data of two sources: of two records every key, the first's value where both have one; else the first's. */
export function uniteData(first: unknown, next: unknown): unknown {
  if (!isPlain(first) || !isPlain(next)) return first ?? next ?? null;
  // Of entries, for a key may be called `__proto__`.
  return Object.fromEntries(new Map([...Object.entries(next), ...Object.entries(first)]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
