import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { FileChange } from "../disk/file-changes.ts";
import type { Project } from "../project.ts";
import { readEarlierFleets } from "./earlier-fleets.ts";
import { reportAllotments } from "./uid-allotments.ts";
import { reportUidChanges } from "./uid-changes.ts";
import { reportRenames } from "./uid-renames.ts";

/**
 * What the uids of a sound fleet mean for machines that were built before: those that change, those of
 * people and Macs that only seem to be new, and those that were allotted to accounts that exist.
 */
export async function reportUids(
  project: Project,
  changes: readonly FileChange[],
  options: { readonly isForced: boolean },
): Promise<Diagnostic[]> {
  const fleet = project.compilation?.fleet;
  if (fleet === undefined || project.findings.some(isError)) return [];
  const earlier = await readEarlierFleets(project, changes);
  if (earlier.length === 0) return [];
  return [
    ...reportUidChanges(fleet, earlier, options),
    ...reportRenames(fleet, earlier, options),
    ...reportAllotments(fleet, earlier),
  ];
}
