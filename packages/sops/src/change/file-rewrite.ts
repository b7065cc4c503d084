import { describeThrown, quote } from "@fleet/diagnostics";
import { prepareFile } from "@fleet/project/internal";
import type { FileFormat } from "@fleet/secrets";
import { formatOf, isForeign, keepKeys } from "@fleet/secrets/internal";
import { basename, dirname, join } from "pathe";
import { isAsPlanned, isAtHome, type OriginalFile, readOriginal } from "./original-file.ts";
import {
  groupsOf,
  isFarReaching,
  type RewriteFailure,
  type RewriteTask,
  undeclaredKeys,
} from "./rewrite-task.ts";
import {
  changeCopy,
  configOf,
  openChanged,
  openCopy,
  type WorkingCopy,
  type Workshop,
} from "./working-copy.ts";

/** The endings by which sops tells the formats. */
const endings: { readonly [F in FileFormat]: string } = {
  yaml: ".yaml",
  json: ".json",
  dotenv: ".env",
  ini: ".ini",
  binary: ".bin",
};

/**
 * Has sops rewrite a copy of a file, makes sure that the copy is what was asked for and that whoever
 * runs this can decrypt it, and puts it in the file's place. At any moment there is the old file or the
 * new one. The copy has only those keys that sops may try: age's, and others that are declared.
 */
export async function rewriteFile(
  task: RewriteTask,
  workshop: Workshop,
): Promise<RewriteFailure | undefined> {
  const isTried = (id: string) => task.declared.has(id);
  const isOnline = task.remote.length > 0;
  return withCopy(
    task,
    workshop,
    { isTried, groups: task.groups, isOnline },
    async (copy, original) => {
      const failure = (await changeCopy(copy, workshop)) ?? (await openChanged(copy, workshop));
      return failure ?? putInPlace(copy, workshop, original);
    },
  );
}

/**
 * Tries on a copy what sops can do by itself, and leaves the file as it is: without talking to anybody,
 * and without a program for a recipient that the declaration names, which nobody has agreed to yet. What
 * only such a key can tell is no failure, but untold: it is used after a yes.
 */
export async function tryRewriting(
  task: RewriteTask,
  workshop: Workshop,
): Promise<RewriteFailure | "untold" | undefined> {
  const isTried = (id: string) => task.declared.has(id) && !isForeign(id);
  const groups = task.groups.map((group) => group.filter((id) => !isFarReaching(id)));
  const ids = [...groupsOf(task.header).flat(), ...task.groups.flat()];
  const mayBeOpened = ids.some((id) => isFarReaching(id) && task.declared.has(id));
  const isChanged = canChange(task, groups);
  const failure = await withCopy(
    task,
    workshop,
    { isTried, groups, isOnline: false },
    async (copy) => {
      const closed = await openCopy(copy, workshop);
      if (closed !== undefined || !isChanged) return closed;
      return (await changeCopy(copy, workshop)) ?? (await openChanged(copy, workshop));
    },
  );
  if (failure === undefined) return isChanged ? undefined : "untold";
  return mayBeOpened && couldBeRemote.has(failure.problem) ? "untold" : failure;
}

/** Whether sops can change a copy with these recipients alone; to rotate, it takes those of the file. */
function canChange({ kind, header }: RewriteTask, groups: RewriteTask["groups"]): boolean {
  if (groups.some((group) => group.length === 0)) return false;
  const own = groupsOf(header).flat();
  return kind === "sync" || !own.some((id) => isFarReaching(id) && !isForeign(id));
}

const couldBeRemote: ReadonlySet<RewriteFailure["problem"]> = new Set([
  "network-key",
  "no-identity",
  "operator-would-lose-access",
]);

type Given = Pick<WorkingCopy, "groups" | "isOnline"> & {
  /** Whether sops may try a key that is not age's. */
  readonly isTried: (id: string) => boolean;
};

async function withCopy(
  task: RewriteTask,
  { world, root, work }: Workshop,
  { isTried, ...given }: Given,
  use: (copy: WorkingCopy, original: OriginalFile) => Promise<RewriteFailure | undefined>,
): Promise<RewriteFailure | undefined> {
  const { disk, token } = world;
  // A sops that outlived a run that was killed may still write to a copy of that one.
  const path = join(work, `${token()}${endings[formatOf(task.path)]}`);
  try {
    const original = readOriginal(disk, root, task.path);
    if (original === undefined)
      return { problem: "file-changed", reason: "It is no regular file any more." };
    if (!isAsPlanned(original.contents, task.header)) return changedMeanwhile;
    const before = keepKeys(original.contents, isTried);
    if (before === undefined) return describeUndeclared(task);
    if (!isAtHome(disk, root, join(basename(work), "copy")))
      return { problem: "cannot-write", reason: `${quote(basename(work))} was replaced.` };
    disk.create(path, before.bytes, { mode: 0o600 });
    const failure = await use({ ...given, task, path, before }, original);
    // Nobody can tell whether a key that was not tried would have opened it.
    const isOpen = failure?.problem !== "no-identity" || undeclaredKeys(task).length === 0;
    return isOpen ? failure : describeUndeclared(task);
  } catch (error) {
    return { problem: "cannot-write", reason: describeThrown(error) };
  } finally {
    disk.remove(path);
    disk.remove(configOf(path));
  }
}

const changedMeanwhile: RewriteFailure = {
  problem: "file-changed",
  reason: "Something else changed it in the meantime.",
};

function putInPlace(
  { task, path }: WorkingCopy,
  { world, root, work }: Workshop,
  { version }: OriginalFile,
): RewriteFailure | undefined {
  const { disk } = world;
  const place = join(root, task.path);
  const file = { bytes: disk.read(path), isDurable: true, folder: work };
  const prepared = prepareFile(world, place, file);
  if (disk.versionOf(place) !== version || !isAtHome(disk, root, task.path)) {
    prepared.discard();
    return changedMeanwhile;
  }
  prepared.commit();
  disk.flush(dirname(place));
  return undefined;
}

function describeUndeclared(task: RewriteTask): RewriteFailure {
  const keys = [...new Set(undeclaredKeys(task))].map((id) => quote(id)).join(", ");
  const reason = `None of the other keys does it here, and nobody declared ${keys} for it: fleet asks no such key.`;
  return { problem: "network-key", reason };
}
