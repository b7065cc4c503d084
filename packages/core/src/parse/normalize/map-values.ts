import { sortedEntries } from "@fleet/diagnostics";

/** A record as a map, in order of its keys, each value as it is to be. */
export function mapValues<T, R>(
  record: { readonly [id: string]: T } | undefined,
  map: (id: string, value: T) => R,
): Map<string, R> {
  const mapped = new Map<string, R>();
  for (const [id, value] of sortedEntries(record)) mapped.set(id, map(id, value));
  return mapped;
}
