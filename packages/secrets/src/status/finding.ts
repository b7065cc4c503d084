import type { Diagnostic, Path } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";

/** What this package finds, without the `secrets/` in front. */
export type SecretsProblem = keyof typeof secretsCodes.entries;

/** What is said about a finding. */
interface Finding {
  readonly path?: Path;
  readonly file?: string;
  readonly line?: number | undefined;
  readonly message: string;
  readonly help?: string | undefined;
}

/** One finding of this package, as grave as its kind is. */
export function report(
  problem: SecretsProblem,
  { path = [], file, line, message, help }: Finding,
): Diagnostic {
  return secretsCodes.create(problem, message, {
    path,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { position: { line, column: 1 } }),
    ...(help === undefined ? {} : { help }),
  });
}

/** A path as it can be pasted behind a command. */
export function shellPath(path: string): string {
  return /^[\w./@+-]+$/.test(path) && !path.startsWith("-")
    ? path
    : `'${path.replaceAll(/\p{Cc}/gu, "?").replaceAll("'", "'\\''")}'`;
}
