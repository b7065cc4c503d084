import { compareNames } from "@fleet/diagnostics";
import type { FileRule } from "../rules/file-rule.ts";

/** That a reader gets at what a file holds. */
export interface Way {
  readonly path: string;
  /** `user:keith`, `host:mini`, `operator:ci`, or `recipient:…`. */
  readonly reader: string;
  /** Whether readers of other key groups are needed as well. */
  readonly needsOthers: boolean;
  /** Through which file the reader holds the key of one who reads; undefined when it needs no such way. */
  readonly through: { readonly path: string; readonly keyOf: string } | undefined;
}

/** A path and the rule about it. */
export interface RuledPath {
  readonly path: string;
  readonly rule: FileRule;
}

/** Whoever reads a file with somebody's key reads what that somebody reads, and so on. */
export function addTransitive<W extends Way>(
  direct: readonly W[],
  ruled: readonly RuledPath[],
): W[] {
  const all = new Map(direct.map((way) => [keyOf(way), way]));
  const holding = ruled.filter(({ rule }) => rule.holdsKeyOf.length > 0);
  for (let grown = holding.length > 0; grown; ) {
    const before = all.size;
    const byPath = Map.groupBy(all.values(), ({ path }) => path);
    const byReader = Map.groupBy(all.values(), ({ reader }) => reader);
    for (const { path, rule } of holding) {
      const finders = (byPath.get(path) ?? []).filter(({ needsOthers }) => !needsOthers);
      for (const owner of rule.holdsKeyOf) {
        const owned = byReader.get(owner) ?? [];
        for (const way of finders.flatMap(({ reader }) =>
          owned.map((one) => ({ ...one, reader })),
        )) {
          const through = { path, keyOf: owner };
          if (!all.has(keyOf(way))) all.set(keyOf(way), { ...way, through });
        }
      }
    }
    grown = all.size > before;
  }
  return [...all.values()];
}

/** What tells a way from others. */
export function keyOf({ path, reader }: Pick<Way, "path" | "reader">): string {
  return `${reader}\n${path}`;
}

/** By path, then by reader. */
export function compareWays(a: Way, b: Way): number {
  return compareNames(a.path, b.path) || compareNames(a.reader, b.reader);
}
