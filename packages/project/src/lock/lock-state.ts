import { emptyLedger } from "@fleet/core/internal";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { TrackedFiles } from "../disk/tracked-files.ts";
import type { LockFile } from "./lock-file.ts";
import { lockPath } from "./lock-text.ts";

/** What is known of a lock file beside its text. */
export interface LockContext {
  readonly git: Pick<TrackedFiles, "tracked" | "unmerged" | "diagnostics">;
  /** Whether somebody said that nothing that was remembered counts, where the file is gone. */
  readonly mayStartAnew: boolean;
}

/**
 * Judges a lock file by what git knows of it. One that is not merged holds a single side, without any
 * marks where a merge driver could not be run; and one that is gone would give the uids of people who
 * have left to others.
 */
export function judgeLock(lock: LockFile, { git, mayStartAnew }: LockContext): LockFile {
  const { tracked, unmerged, diagnostics } = git;
  if (unmerged.has(lockPath)) {
    return { ...lock, secrets: undefined, uids: emptyLedger, diagnostics: [describeUnmerged()] };
  }
  const isMissing = lock.text === undefined && lock.diagnostics.length === 0;
  if (!isMissing || mayStartAnew) return lock;
  if (diagnostics.some(isError)) return { ...lock, diagnostics: [describeDoubt()] };
  return tracked?.has(lockPath) === true ? { ...lock, diagnostics: [describeMissing()] } : lock;
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
