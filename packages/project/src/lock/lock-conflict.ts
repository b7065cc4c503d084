import type { Side, Sides } from "@fleet/core/internal";
import { type Diagnostic, describeThrown, isError, quote } from "@fleet/diagnostics";
import { join, resolve } from "pathe";
import { createProblem } from "../codes.ts";
import { replaceFile } from "../disk/atomic-write.ts";
import { decodeText } from "../disk/bytes.ts";
import { markConflict, markMerged, readConflictStages } from "../disk/conflict-stages.ts";
import { findConfigFile, type SearchPlace } from "../load/config-file.ts";
import type { World } from "../world/world.ts";
import { readLockFile, renderLock } from "./lock-file.ts";
import { describeClash, type LockMerge, mergeLocks } from "./lock-merge.ts";
import { lockPath } from "./lock-text.ts";

/** What came of merging two sides of a lock file. */
export interface MergedLock {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing was written. */
  readonly merge?: LockMerge;
  /** Whether there was no conflict to begin with. */
  readonly isUnneeded?: boolean;
}

/** How to merge. */
export interface MergeOptions {
  /** Whose uids stay where both sides cannot; undefined to report that instead. */
  readonly kept: Side | undefined;
}

/**
 * Merges the lock file of a fleet, of which git has two sides, and tells git. The config need not be
 * readable: it may be in conflict as well.
 */
export async function mergeLockInRoot(
  world: World,
  place: SearchPlace,
  { kept }: MergeOptions,
): Promise<MergedLock> {
  const found = findConfigFile(world, place);
  if (!found.ok) return { diagnostics: found.diagnostics };
  const { root } = found.value;
  const stages = await readConflictStages(world, root, lockPath);
  if (stages.kind === "failed") return { diagnostics: [stages.diagnostic] };
  if (stages.kind === "none") return withoutConflict(world, root);
  const merged = write(merge(stages.texts, kept), (text) =>
    replaceFile(world, realTarget(world, join(root, lockPath)), text),
  );
  if (merged.merge === undefined) return merged;
  return { ...merged, diagnostics: await markMerged(world, root, lockPath) };
}

/**
 * Merges three files, by path from the world's folder, as git calls a merge driver: the result goes to
 * `ours`, and where there is none, both sides as a conflict.
 */
export function mergeLockFiles(
  world: World,
  paths: Sides<string>,
  { kept }: MergeOptions,
): MergedLock {
  const read = (path: string) => decodeText(world.disk.read(resolve(world.folder, path)));
  let texts: Sides<string>;
  try {
    texts = { base: read(paths.base), ours: read(paths.ours), theirs: read(paths.theirs) };
  } catch (error) {
    const message = `A side of the merge cannot be read: ${describeThrown(error)}`;
    const help = "Name three files that you may read: BASE OURS THEIRS.";
    return { diagnostics: [createProblem("unreadable-file", message, { help })] };
  }
  const target = realTarget(world, resolve(world.folder, paths.ours));
  if (world.disk.follow(target)?.kind !== "file") {
    const message = `${quote(paths.ours)} is no regular file, and the merge is written to it.`;
    const help = "Name files in the order of git: BASE OURS THEIRS, of which OURS is written.";
    return { diagnostics: [createProblem("unreadable-file", message, { help })] };
  }
  const put = (text: string) => replaceFile(world, target, text);
  const merged = write(merge(texts, kept), put);
  if (!merged.diagnostics.some(isError)) return merged;
  const problem = tryToWrite(markConflict(texts), put);
  return problem === undefined ? merged : { diagnostics: [...merged.diagnostics, problem] };
}

function realTarget({ disk }: World, path: string): string {
  try {
    return disk.resolve(path);
  } catch {
    return path;
  }
}

function withoutConflict({ disk }: World, root: string): MergedLock {
  const { diagnostics } = readLockFile(disk, root);
  if (!diagnostics.some(isError)) {
    return { diagnostics: [], isUnneeded: true };
  }
  const help = `git has forgotten the two sides: bring them back with git checkout --merge -- ${lockPath}, or restore the file.`;
  const isMarked = diagnostics.some(({ help: cure }) => cure?.includes("fleet uids merge"));
  return { diagnostics: isMarked ? diagnostics.map((one) => ({ ...one, help })) : diagnostics };
}

function merge(texts: Sides<string>, kept: Side | undefined): MergedLock {
  const merged = mergeLocks(texts, kept ?? "ours");
  if ("diagnostics" in merged) return merged;
  const { clashes, disputed } = merged.merge;
  if (kept !== undefined || clashes.length + disputed.length === 0) {
    return { diagnostics: [], merge: merged.merge };
  }
  return { diagnostics: [...clashes.map(reportClash), ...disputed.map(reportDispute)] };
}

function reportClash(clash: LockMerge["clashes"][number]): Diagnostic {
  return createProblem("uid-clash", describeClash(clash), {
    file: lockPath,
    help: "Keep the side that machines were built from: fleet uids merge --keep ours, or theirs. On the other side, nobody may have files yet.",
  });
}

function reportDispute(part: string): Diagnostic {
  const message = `Both sides changed ${JSON.stringify(part)}, of which this fleet knows nothing.`;
  const help = "Update fleet, or keep one side: fleet uids merge --keep ours, or theirs.";
  return createProblem("uid-clash", message, { file: lockPath, help });
}

function write(merged: MergedLock, put: (text: string) => void): MergedLock {
  if (merged.merge === undefined) return merged;
  const problem = tryToWrite(renderLock(merged.merge.parts), put);
  return problem === undefined ? merged : { diagnostics: [problem] };
}

function tryToWrite(text: string, put: (text: string) => void): Diagnostic | undefined {
  try {
    put(text);
    return undefined;
  } catch (error) {
    const message = `${JSON.stringify(lockPath)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return createProblem("cannot-write", message, { file: lockPath, help });
  }
}
