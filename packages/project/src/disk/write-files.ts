import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { type PreparedFile, prepareFile, type Writer } from "./atomic-write.ts";
import { type FileChange, isDrift } from "./file-changes.ts";

/**
 * Brings the disk in line. Every new file is written in full beside its place and only then are all
 * of them renamed, so that whoever looks sees an old file or a new one, and an interruption leaves
 * no half of one. Unchanged files are not touched. Nothing waits for the disk: after a power cut,
 * `fleet generate` writes them again. Only what it could not write again is there first, for good.
 */
export function writeChanges(world: Writer, changes: readonly FileChange[]): Diagnostic[] {
  const prepared: PreparedFile[] = [];
  let path = "";
  try {
    const keptFirst = [...changes].sort(
      (a, b) => Number(b.isKept === true) - Number(a.isKept === true),
    );
    for (const change of keptFirst.filter(isDrift)) {
      path = change.path;
      const { target, after: bytes, isKept: isDurable = false } = change;
      if (bytes !== undefined) prepared.push(prepareFile(world, target, { bytes, isDurable }));
    }
    for (const file of prepared) file.commit();
    for (const { target, kind } of changes) {
      if (kind === "orphaned") world.disk.remove(target);
    }
    return [];
  } catch (error) {
    for (const file of prepared) file.discard();
    const message = `${JSON.stringify(path)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { file: path, help })];
  }
}
