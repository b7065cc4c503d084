import { type Diagnostic, isError, type Stage } from "@fleet/diagnostics";
import { knownCodes } from "./acceptances.ts";

/** What is about something beside the declaration, and so leaves what follows from it as it is. */
const besideTheDeclaration: ReadonlySet<Stage> = new Set(["disk", "secrets", "access", "date"]);

/**
 * Whether a finding keeps a declaration from being computed as it is meant, and so stops `generate`: an error
 * of the stage `declared`, or one that kept the command from its work (`run`). A module that is missing, a
 * secret file or a date is none, however grave.
 */
export function isOfDeclaration(finding: Diagnostic): boolean {
  if (!isError(finding)) return false;
  // A code that nobody knows here may mean anything.
  const stage = knownCodes().get(finding.code)?.stage ?? "declared";
  return !besideTheDeclaration.has(stage);
}
