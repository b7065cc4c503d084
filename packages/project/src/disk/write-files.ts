import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Diagnostic } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { type FileChange, isDrift } from "./file-changes.ts";

/**
 * Brings the disk in line. Every new file is written in full beside its place and only then are all
 * of them renamed, so that whoever looks sees an old file or a new one, and an interruption leaves
 * no half of one. Unchanged files are not touched. Nothing waits for the disk: after a power cut,
 * `fleet generate` writes them again. Only what it could not write again is there first, for good.
 */
export function writeChanges(changes: readonly FileChange[]): Diagnostic[] {
  const prepared: PreparedFile[] = [];
  let path = "";
  try {
    const keptFirst = [...changes].sort(
      (a, b) => Number(b.isKept === true) - Number(a.isKept === true),
    );
    for (const change of keptFirst.filter(isDrift)) {
      path = change.path;
      if (change.after !== undefined) prepared.push(prepareFile(change, change.after));
    }
    for (const { temporary, target } of prepared) renameSync(temporary, target);
    for (const { target, kind } of changes)
      if (kind === "orphaned") rmSync(target, { force: true });
    return [];
  } catch (error) {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
    const message = `${JSON.stringify(path)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { file: path, help })];
  }
}

interface PreparedFile {
  readonly temporary: string;
  readonly target: string;
}

function prepareFile({ target, isKept }: FileChange, bytes: Buffer): PreparedFile {
  const suffix = randomBytes(6).toString("hex");
  const temporary = join(dirname(target), `.${basename(target)}.${suffix}.tmp`);
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  // "wx" refuses whatever stands there already, also a link that somebody put there.
  const file = openSync(temporary, "wx", 0o666);
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o777);
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written);
    }
    if (isKept === true) fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return { temporary, target };
}
