import { type Finding, isError, showLine } from "@fleet/diagnostics";
import { countChanges } from "../plan/plan-description.ts";

/** A run of `fleet generate --watch`. */
export interface ShownRun {
  /** Whether files are written; else it is said what would be. */
  readonly isWriting: boolean;
  /** Whether errors kept it from its work. */
  readonly isStopped: boolean;
  readonly findings: readonly Finding[];
  /** How many changes of meaning there are; undefined where nothing is compared. */
  readonly counts: Parameters<typeof countChanges>[0] | undefined;
  /** The files that are no longer as they were. */
  readonly paths: readonly string[];
}

/** What a run did, in one line. */
export function renderWatchedRun(run: ShownRun): string {
  const errors = run.findings.filter(isError).length;
  const warnings = run.findings.length - errors;
  const counted = [count(errors, "error"), count(warnings, "warning")].filter(
    (text) => text !== "",
  );
  const found = counted.length === 0 ? "" : ` (${counted.join(", ")})`;
  return `${describeWork(run)}${found}`;
}

function describeWork({ isWriting, isStopped, counts, paths }: ShownRun): string {
  if (isStopped) return "Stopped: what was generated before stays";
  if (paths.length === 0) return "Nothing changes";
  const written = `${isWriting ? "wrote" : "would write"} ${paths.map(showLine).join(", ")}`;
  const means = counts === undefined ? "" : `${countChanges(counts)}; `;
  const sentence = means + written;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function count(number: number, what: string): string {
  if (number === 0) return "";
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
