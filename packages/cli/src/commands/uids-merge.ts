import type { Side, Sides } from "@fleet/core/internal";
import {
  type Diagnostic,
  describeThrown,
  isError,
  renderJson,
  renderReport,
} from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import {
  decodeText,
  describeClash,
  findConfigFile,
  type LockMerge,
  lockPath,
  markConflict,
  markMerged,
  mergeLocks,
  readConflictStages,
  readLockFile,
  renderLock,
  replaceFile,
} from "@fleet/project/internal";
import { join, resolve } from "pathe";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";

/** Merges a lock file of which git has two sides. */
export async function mergeUids(invocation: Invocation): Promise<CommandResult> {
  const { operands } = invocation;
  const [base, ours, theirs] = operands;
  if (operands.length === 0) return conclude(invocation, await mergeInRoot(invocation));
  if (base === undefined || ours === undefined || theirs === undefined) {
    const message = `There are ${operands.length} files, and a merge takes three.`;
    const help = "Name BASE OURS THEIRS, or none for the fleet.lock.json of the fleet.";
    return conclude(invocation, {
      diagnostics: [createProblem("unknown-option", message, { help })],
    });
  }
  return conclude(invocation, mergeFiles(invocation, { base, ours, theirs }));
}

interface Merged {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing was written. */
  readonly merge?: LockMerge;
  /** What is said instead. */
  readonly note?: string;
}

/** The file of the fleet, whose config need not be readable: it may be in conflict as well. */
async function mergeInRoot(invocation: Invocation): Promise<Merged> {
  const { options, world } = invocation;
  const found = findConfigFile(invocation.world, searchPlace(invocation));
  if (!found.ok) return { diagnostics: found.diagnostics };
  const stages = await readConflictStages(world, found.value.root, lockPath);
  if (stages.kind === "failed") return { diagnostics: [stages.diagnostic] };
  if (stages.kind === "none") return withoutConflict(world, found.value.root);
  const path = join(found.value.root, lockPath);
  const merged = write(merge(stages.texts, options.get("keep")), (text) =>
    replaceFile(world, realTarget(world, path), text),
  );
  if (merged.merge === undefined) return merged;
  return { ...merged, diagnostics: await markMerged(world, found.value.root, lockPath) };
}

function realTarget({ disk }: World, path: string): string {
  try {
    return disk.resolve(path);
  } catch {
    return path;
  }
}

function withoutConflict({ disk }: World, root: string): Merged {
  const { diagnostics } = readLockFile(disk, root);
  if (!diagnostics.some(isError)) {
    return { diagnostics: [], note: `Nothing to merge: ${lockPath} is not in conflict.\n` };
  }
  const help = `git has forgotten the two sides: bring them back with git checkout --merge -- ${lockPath}, or restore the file.`;
  const isMarked = diagnostics.some(({ help: cure }) => cure?.includes("fleet uids merge"));
  return { diagnostics: isMarked ? diagnostics.map((one) => ({ ...one, help })) : diagnostics };
}

/** As git calls a merge driver: the result goes to `ours`, and a failure leaves the conflict there. */
function mergeFiles({ options, world }: Invocation, paths: Sides<string>): Merged {
  const read = (path: string) => decodeText(world.disk.read(resolve(world.folder, path)));
  let texts: Sides<string>;
  try {
    texts = { base: read(paths.base), ours: read(paths.ours), theirs: read(paths.theirs) };
  } catch (error) {
    const message = `A side of the merge cannot be read: ${describeThrown(error)}`;
    const help = "Name three files that you may read: BASE OURS THEIRS.";
    return { diagnostics: [createProblem("unreadable-file", message, { help })] };
  }
  const put = (text: string) =>
    replaceFile(world, realTarget(world, resolve(world.folder, paths.ours)), text);
  const merged = write(merge(texts, options.get("keep")), put);
  if (!merged.diagnostics.some(isError)) return merged;
  const problem = tryToWrite(markConflict(texts), put);
  return problem === undefined ? merged : { diagnostics: [...merged.diagnostics, problem] };
}

function merge(texts: Sides<string>, keep: string | true | undefined): Merged {
  const kept: Side | undefined = keep === "ours" || keep === "theirs" ? keep : undefined;
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

function write(merged: Merged, put: (text: string) => void): Merged {
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

function conclude({ options, terminal }: Invocation, merged: Merged): CommandResult {
  const { diagnostics, note = "" } = merged;
  const exitCode = chooseExitCode(diagnostics);
  if (options.has("json")) {
    const clashes = (merged.merge?.clashes ?? []).map((clash) => ({
      ...clash,
      host: clash.host ?? null,
    }));
    const more = { merged: merged.merge !== undefined, clashes };
    return { exitCode, stdout: renderJson(diagnostics, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { readSource: () => undefined, prefix: "", hasColour: hasColour.stderr, version };
  return {
    exitCode,
    stdout: merged.merge === undefined ? note : describeMerge(merged.merge, options.get("keep")),
    stderr: renderReport({ ...report, findings: diagnostics }, "pretty"),
  };
}

function describeMerge({ clashes }: LockMerge, keep: string | true | undefined): string {
  const lost = clashes.map((clash) => {
    const other = keep === "theirs" ? "ours" : "theirs";
    const uid = clash.kind === "uid" ? clash.uid : clash[other];
    const user = clash.kind === "uid" ? clash[other] : clash.user;
    const next =
      clash.kind === "uid"
        ? "gets a free uid from the next fleet generate"
        : `keeps ${keep === "theirs" ? clash.theirs : clash.ours}`;
    return `${JSON.stringify(user)} has ${uid} no more, and ${next}. Machines that were built with ${uid} have files of it.\n`;
  });
  return `Merged ${lockPath}.\n${lost.join("")}Next: fleet generate (with --force where fleet.json is in conflict as well), then git add.\n`;
}
