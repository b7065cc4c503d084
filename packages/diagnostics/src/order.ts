import type { Diagnostic, Path } from "./diagnostic.ts";

/** The one order of names: by UTF-16 code units, the same on every machine and in every locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The own entries of a record, in the order of their keys. Empty when there is no record. */
export function sortedEntries<T>(record: { readonly [key: string]: T } | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => compareNames(a, b));
}

/** Diagnostics in the order of their places, then of their codes and messages, each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...unique.values()].sort(
    (a, b) =>
      compareNames(a.file ?? "", b.file ?? "") ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      comparePaths(a.path, b.path) ||
      compareNames(a.code, b.code) ||
      compareNames(a.message, b.message),
  );
}

function comparePaths(a: Path, b: Path): number {
  for (const [index, key] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const isPair = typeof key === "number" && typeof other === "number";
    const order = isPair ? key - other : compareNames(String(key), String(other));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
