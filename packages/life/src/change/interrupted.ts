import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { isInterrupted, readJournal, workFolderName } from "./journal.ts";

/** That a change of the fleet in a root was begun and not ended, and what completes it; nothing where none was. */
export function findInterrupted({ disk }: Pick<World, "disk">, root: string): Diagnostic[] {
  if (!isInterrupted(disk, root)) return [];
  const read = readJournal(disk, join(root, workFolderName));
  if (!read.ok) return [...read.diagnostics];
  if (read.value === undefined) return [];
  const message = `The change ${quote(read.value.title)} was begun and not ended: some of its files may be written, and others not.`;
  const help = "If no other run is at work here, complete it: fleet generate";
  return [createProblem("interrupted", message, { help })];
}
