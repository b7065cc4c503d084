/** The one order of names: by UTF-16 code units, the same on every machine and in every locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The own entries of a record, in the order of their keys. Empty when there is no record. */
export function sortedEntries<T>(record: { readonly [key: string]: T } | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => compareNames(a, b));
}
