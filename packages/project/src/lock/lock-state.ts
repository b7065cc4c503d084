import { emptyLedger } from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { encodeText } from "../disk/bytes.ts";
import type { TrackedFiles } from "../disk/tracked-files.ts";
import type { World } from "../world/world.ts";
import type { LockFile } from "./lock-file.ts";
import { lockPath } from "./lock-text.ts";

/** What is known of a lock file beside its text. */
export interface LockContext {
  readonly git: Pick<TrackedFiles, "tracked" | "unmerged" | "diagnostics" | "committedBlob">;
  readonly digest: World["digest"];
  /** Whether somebody said that nothing that was remembered counts, where the file is gone. */
  readonly mayStartAnew: boolean;
}

/**
 * Judges a lock file by what git knows of it. One that is not merged holds a single side, without any
 * marks where a merge driver could not be run; and one that is gone would give the uids of people who
 * have left to others.
 */
export function judgeLock(lock: LockFile, context: LockContext): LockFile {
  const { git, mayStartAnew } = context;
  const { tracked, unmerged, diagnostics } = git;
  if (unmerged.has(lockPath)) {
    return { ...lock, secrets: undefined, uids: emptyLedger, diagnostics: [describeUnmerged()] };
  }
  const isMissing = lock.text === undefined && lock.diagnostics.length === 0;
  if (!isMissing || mayStartAnew) return { ...lock, mayDiffer: mayDiffer(lock, context) };
  if (diagnostics.some(isError)) return { ...lock, diagnostics: [describeDoubt()] };
  return tracked?.has(lockPath) === true ? { ...lock, diagnostics: [describeMissing()] } : lock;
}

/** Git names what it has by a digest, which says without it whether that is the same. */
function mayDiffer({ text }: LockFile, { git, digest }: LockContext): boolean {
  if (text === undefined || git.tracked?.has(lockPath) !== true) return false;
  const content = encodeText(text.replaceAll("\r\n", "\n"));
  const head = encodeText(`blob ${content.length}\0`);
  const blob = new Uint8Array([...head, ...content]);
  return git.committedBlob?.(lockPath) !== digest(blob, "sha1");
}

function describeUnmerged(): Diagnostic {
  const message = `${JSON.stringify(lockPath)} cannot be used. git has not merged it.`;
  const help = `Merge the two sides: fleet uids merge. Where you have merged it by hand: git add -- ${lockPath}`;
  return createProblem("bad-lock", message, { file: lockPath, help });
}

/** git failed, which by itself stops nothing; but whoever goes on without a ledger gives uids to others. */
function describeDoubt(): Diagnostic {
  const message = `There is no ${JSON.stringify(lockPath)}, and git does not say whether there was one. Without it, uids would be given to other people.`;
  const help = `Mend what git complains of. If there never was one: fleet generate --force`;
  return createProblem("lock-missing", message, { file: lockPath, help });
}

function describeMissing(): Diagnostic {
  const message = `${JSON.stringify(lockPath)} is gone, though git tracks it. Without it, uids would be given to other people.`;
  const help = `Bring it back: git restore -- ${lockPath}. To forget whose uids were whose: fleet generate --force`;
  return createProblem("lock-missing", message, { file: lockPath, help });
}
