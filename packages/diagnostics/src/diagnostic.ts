import type { Cure } from "./cure.ts";
import { holdsPrivateKey } from "./secret-text.ts";
import type { Position } from "./text/line-column.ts";
import { quote } from "./text/quotation.ts";

/** Where something stands in the declaration: its keys and indices, outermost first. */
export type Path = readonly (string | number)[];

/** One finding about a fleet: a mistake, or something worth a warning. */
export interface Diagnostic {
  /** Area and problem (see `defineCodes`), such as `core/unknown-user`. Stable: scripts may match on it. */
  readonly code: `${string}/${string}`;
  /** How grave it is: only an error stops anything. */
  readonly severity: "error" | "warning";
  /** Where in the declaration; empty when the finding concerns the declaration as a whole. */
  readonly path: Path;
  /** The file the finding is in, relative to the fleet's root, when it is not the declaration. */
  readonly file?: string;
  /** Where in `file`, or in the declaration when `file` is absent. */
  readonly position?: Position;
  /** What is wrong, quoting the value. */
  readonly message: string;
  /** What to write instead, or the command that mends it. */
  readonly help?: string;
  /** The command of `help`, where others like it can be mended by the same one. */
  readonly cure?: Cure;
  /** Whether it is a matter of choice, which the declaration may accept. Never of an error. Default: it is not. */
  readonly choice?: true;
}

/** What a stage could work out, and everything it found on the way, in no order. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** A value that passed, or what kept it from passing; warnings may come with either. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** An outcome as a verdict: it passed if none of its diagnostics is an error. */
export function judge<T>({ value, diagnostics }: Outcome<T>): Checked<T> {
  return diagnostics.some(isError) ? { ok: false, diagnostics } : { ok: true, value, diagnostics };
}

/** Whether a diagnostic is an error, so that nothing may be written. */
export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

/**
 * A path as people write it: `hosts.mini.users[2]`. A key that is no plain word is quoted (see
 * `quote`), so that no key can be mistaken for two.
 */
export function formatPath(path: Path): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (!isPlainWord(key)) text += `[${quote(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}

function isPlainWord(key: string): boolean {
  return /^[A-Za-z_$][\w$-]{0,99}$/.test(key) && !holdsPrivateKey(key);
}
