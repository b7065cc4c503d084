import { reportAllotments, reportRenames, reportUidChanges } from "@fleet/core/internal";
import type { Diagnostic } from "@fleet/diagnostics";
import type { FileChange } from "../disk/file-changes.ts";
import { isOfDeclaration } from "../disk-errors.ts";
import { lockPath } from "../lock/lock-text.ts";
import type { Project } from "../project.ts";
import { readEarlierFleets } from "./earlier-fleets.ts";

/**
 * What the uids of a sound fleet mean for machines that were built before: those that change, those of
 * people and Macs that only seem to be new, and those that were allotted to accounts that exist.
 */
export async function reportUids(
  project: Project,
  changes: readonly FileChange[],
  options: { readonly isForced: boolean },
): Promise<Diagnostic[]> {
  const { fleet } = project;
  if (fleet === undefined || project.findings.some(isOfDeclaration)) return [];
  const earlier = await readEarlierFleets(project, changes);
  if (earlier.length === 0) return [];
  const { resolved, lock } = fleet;
  const history = { resolved, recorded: lock.uids, earlier, ledgerFile: lockPath, ...options };
  return [...reportUidChanges(history), ...reportRenames(history), ...reportAllotments(history)];
}
