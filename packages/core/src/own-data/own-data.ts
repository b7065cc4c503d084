import { compareNames } from "@fleet/diagnostics";

/**
 * Data of one's own, which fleet hands to Nix modules as they are: whatever JSON can hold. As everywhere in
 * a declaration, a key whose value is undefined is not there.
 */
export type OwnData =
  | null
  | boolean
  | number
  | string
  | readonly OwnData[]
  | { readonly [key: string]: OwnData | undefined };

/** The same data with the keys of every object in order: what is written from it does not hang on theirs. */
export function sortData(data: OwnData): OwnData {
  if (isList(data)) return data.map(sortData);
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).flatMap(([key, value]): [string, OwnData][] =>
    value === undefined ? [] : [[key, sortData(value)]],
  );
  return Object.fromEntries(entries.sort(([a], [b]) => compareNames(a, b)));
}

/** `Array.isArray` does not tell a list that is only read from an object. */
function isList(data: OwnData): data is readonly OwnData[] {
  return Array.isArray(data);
}
