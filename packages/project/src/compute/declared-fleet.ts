import { type Fleet, parseFleet, wantedFiles } from "@fleet/core";
import type { Outcome } from "@fleet/diagnostics";

/** A parsed declaration, before anything is known of what lies around it. */
export interface DeclaredFleet {
  readonly fleet: Fleet;
  /** The files whose text has to be among the surroundings, in order: key files, all inside the root. */
  readonly wanted: readonly string[];
}

/** Parses a declaration; undefined where it holds no fleet. */
export function declareFleet(input: unknown): Outcome<DeclaredFleet | undefined> {
  const { value: fleet, diagnostics } = parseFleet(input);
  if (fleet === undefined) return { value: undefined, diagnostics };
  return { value: { fleet, wanted: wantedFiles(fleet) }, diagnostics };
}
