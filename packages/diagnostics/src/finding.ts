import type { Diagnostic } from "./diagnostic.ts";
import type { Position } from "./text/line-column.ts";

/**
 * A diagnostic located in a file, as a report shows it. A diagnostic without `file` is about the
 * declaration, wherever that is; a finding without one concerns no file.
 */
export interface Finding extends Diagnostic {
  /** From the root, the declaration's own name included; absent for what concerns no file. */
  readonly file?: string;
  /** Absent where the file as a whole is meant, or no place in it was found. */
  readonly position?: Position;
}

/** How many findings are errors, and how many warnings. */
export function countFindings(findings: readonly Diagnostic[]): {
  errors: number;
  warnings: number;
} {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: findings.length - errors };
}
