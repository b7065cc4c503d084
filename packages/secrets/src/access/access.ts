import { compareNames, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { nameReader } from "../keys/recipient-name.ts";
import { createRuleFinder, type FileRule } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { addTransitive, compareWays, type Way } from "./transitive-ways.ts";

/** That a reader may decrypt a file, and why. */
export interface Access extends Way {
  /** The path of the rule as declared, and where; undefined origin for a default rule. */
  readonly rule: { readonly template: string; readonly origin: Path | undefined };
  /** The reader expressions that let the reader in. */
  readonly expressions: readonly string[];
}

/** Who may decrypt which of the given files, directly or with a key that lies in a file; in order of path, then reader. */
export function listAccess({ rules }: Secrets, paths: readonly string[]): Access[] {
  const { find } = createRuleFinder(rules);
  const sorted = [...new Set(paths)].sort(compareNames);
  const ruled = sorted.flatMap((path) => {
    const rule = find(path);
    return rule === undefined ? [] : [{ path, rule }];
  });
  const direct = ruled.flatMap(({ path, rule }) => directAccess(path, rule));
  return addTransitive(direct, ruled).sort(compareWays);
}

/** Who may decrypt one file. */
export function whoCanRead(secrets: Secrets, path: string, paths: readonly string[]): Access[] {
  return listAccess(secrets, [...paths, path]).filter((access) => access.path === path);
}

/** What one reader may decrypt. */
export function whatCanBeReadBy(
  secrets: Secrets,
  reader: string,
  paths: readonly string[],
): Access[] {
  return listAccess(secrets, paths).filter((access) => access.reader === reader);
}

function directAccess(path: string, { groups, template, origin }: FileRule): Access[] {
  const byReader = new Map<string, Set<string>>();
  for (const { reader, sharedWith = [], expressions } of groups.flat()) {
    for (const holder of [reader, ...sharedWith]) {
      const known = byReader.get(holder) ?? new Set();
      for (const expression of expressions) known.add(expression);
      byReader.set(holder, known);
    }
  }
  const needsOthers = groups.length > 1;
  return [...byReader].map(([reader, expressions]) => ({
    path,
    reader,
    rule: { template, origin },
    expressions: [...expressions].sort(compareNames),
    needsOthers,
    through: undefined,
  }));
}

/** Readers who gain files by a key that lies in a file they read: once for each such file. */
export function* checkTransitiveAccess(
  secrets: Secrets,
  paths: readonly string[],
): Iterable<Diagnostic> {
  if (secrets.rules.every(({ holdsKeyOf }) => holdsKeyOf.length === 0)) return;
  const gained = listAccess(secrets, paths).filter(({ through }) => through !== undefined);
  const { find } = createRuleFinder(secrets.rules);
  const through = Map.groupBy(gained, (access) => access.through?.path ?? "");
  for (const [path, here] of [...through].sort(([a], [b]) => compareNames(a, b))) {
    const readers = [...new Set(here.map(({ reader }) => reader))].sort(compareNames);
    const owners = [...new Set(here.map((access) => access.through?.keyOf ?? ""))].sort(
      compareNames,
    );
    const files = new Set(here.map((access) => access.path)).size;
    // Each of clan's files is a place of its own, which the declaration has not.
    const { origin = [], owner } = find(path) ?? {};
    yield secretsCodes.create(
      "transitive-access",
      `The file holds the key of ${owners.join(", ")}, so that ${readers.map(nameReader).join(", ")} can decrypt ${files} more ${files === 1 ? "file" : "files"}, such as ${quote(here[0]?.path)}.`,
      {
        path: owner === undefined ? origin : [],
        file: path,
        help: "Let only the key's owner and who may read all of that read this file.",
      },
    );
  }
}
