import type { Diagnostic } from "./diagnostic.ts";

/** A diagnostic with its place in a file, as far as that is known. */
export interface Finding extends Diagnostic {
  /** From the root; undefined for what concerns no file. */
  readonly file?: string;
}

/** How many findings are errors, and how many warnings. */
export function countFindings(findings: readonly Diagnostic[]): {
  errors: number;
  warnings: number;
} {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: findings.length - errors };
}
