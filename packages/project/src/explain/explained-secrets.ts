import type { ComputedFleet } from "@fleet/codegen";
import { compareNames, type Path } from "@fleet/diagnostics";

/** What a reader decrypts. A row of plain data, as JSON holds it. */
export interface ExplainedSecrets {
  /** The secrets that reach the host, or the homes of the user, in the order of their names. */
  readonly uses: readonly ExplainedSecret[];
  /** The rules that let the reader in, in the order of their patterns. */
  readonly rules: readonly ExplainedReading[];
}

/** A secret that reaches a host or a home. */
export interface ExplainedSecret {
  readonly name: string;
  readonly file: string;
  /** The key in the file; empty for the whole of it. */
  readonly key: string;
  readonly path: Path;
}

/** A rule that lets a reader in. */
export interface ExplainedReading {
  /** The file, or files, that it is about. */
  readonly pattern: string;
  /** Where it is declared; null for one that holds without being declared. */
  readonly path: Path | null;
  /** The reader expressions that stand for the reader. */
  readonly expressions: readonly string[];
  /** Whether others are needed to decrypt with it. */
  readonly needsOthers: boolean;
}

/** What a reader, as `host:mini`, decrypts by its own key; null where the declaration says nothing of secrets. */
export function explainSecrets(
  { secrets }: Pick<ComputedFleet, "secrets">,
  reader: string,
): ExplainedSecrets | null {
  if (secrets === undefined) return null;
  const uses = secrets.wiring.uses.flatMap(({ reader: of, name, file, key, origin }) =>
    of === reader ? [{ name, file, key, path: origin }] : [],
  );
  const rules = secrets.secrets.rules.flatMap(({ pattern, origin = null, groups }) => {
    const own = groups
      .flat()
      .filter((one) => one.reader === reader || one.sharedWith?.includes(reader) === true);
    if (own.length === 0) return [];
    const expressions = [...new Set(own.flatMap((grant) => grant.expressions))].sort(compareNames);
    return [{ pattern: pattern.text, path: origin, expressions, needsOthers: groups.length > 1 }];
  });
  return {
    uses: uses.sort((a, b) => compareNames(a.name, b.name)),
    rules: rules.sort((a, b) => compareNames(a.pattern, b.pattern)),
  };
}
