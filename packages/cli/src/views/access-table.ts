import type { Table } from "@fleet/diagnostics";
import { compareNames } from "@fleet/diagnostics";
import type { Access } from "@fleet/secrets";
import { nameReader } from "@fleet/secrets/internal";

/** More columns than this do not fit on a terminal. */
const widestMatrix = 8;

/**
 * Who can decrypt which file: a row for each file and a column for each reader, with the reason where
 * they meet; for many readers, a row for each file and reader.
 */
export function tabulateMatrix(all: readonly Access[]): Table {
  const readers = [...new Set(all.map(({ reader }) => reader))].sort(compareNames);
  if (readers.length > widestMatrix) return tabulateAccess(all);
  const byPath = Map.groupBy(all, ({ path }) => path);
  return {
    head: ["file", ...readers.map(nameReader)],
    rows: [...byPath].map(([path, here]) => [
      path,
      ...readers.map((reader) => {
        const access = here.find((one) => one.reader === reader);
        return access === undefined ? "" : explain(access);
      }),
    ]),
  };
}

/** A row for each file and reader: the rule that lets them in, and why. */
export function tabulateAccess(all: readonly Access[]): Table {
  return {
    head: ["file", "reader", "rule", "because"],
    rows: all.map((access) => [
      access.path,
      nameReader(access.reader),
      access.rule.template,
      explain(access),
    ]),
  };
}

/** Which expressions let a reader in; whether others are needed, or a key that lies in a file. */
function explain({ expressions, needsOthers, through }: Access): string {
  const reason = expressions.map(nameReader).join(", ");
  if (through !== undefined) return `key of ${through.keyOf} in ${through.path}`;
  return needsOthers ? `${reason} (not alone)` : reason;
}
