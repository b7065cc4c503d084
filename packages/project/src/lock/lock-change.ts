import type { UidLedger } from "@fleet/core/internal";
import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { decodeText, encodeText } from "../disk/bytes.ts";
import { type FileChange, kindOf, readTarget } from "../disk/file-changes.ts";
import type { Disk } from "../world/disk.ts";
import { type LockFile, renderLock } from "./lock-file.ts";
import { lockPath } from "./lock-text.ts";

/** What the lock file should hold. */
interface KeptParts {
  readonly lock: LockFile;
  readonly ledger: UidLedger;
  /** The part about secrets. Default: that of `lock`. */
  readonly secrets?: unknown;
}

/**
 * What has to be done for a ledger and what is known of secrets to be kept: nothing where there is
 * none, and nothing to keep. What somebody wrote since `lock` was read is not overwritten.
 */
export function compareLock(
  disk: Disk,
  root: string,
  { lock, ledger, secrets = lock.secrets }: KeptParts,
): Outcome<FileChange[]> {
  const isEmpty = holdsNothing(ledger) && holdsNothing(lock.uids);
  if (isEmpty && secrets === lock.secrets && lock.isMoved !== true)
    return { value: [], diagnostics: [] };
  const text = renderLock({ ...lock, secrets, uids: ledger });
  const onDisk = readTarget(disk, root, lockPath);
  if (!onDisk.ok) return { value: [], diagnostics: [onDisk.diagnostic] };
  const { before, target } = onDisk;
  const now = before === undefined ? undefined : decodeText(before);
  if (now !== lock.text && now !== text) return { value: [], diagnostics: [describeRace()] };
  const after = encodeText(text);
  const kind = kindOf(before, after);
  const change = { path: lockPath, kind, target, before, stamp: "intact", after } as const;
  return { value: [{ ...change, isKept: true }], diagnostics: [] };
}

function holdsNothing({ nixos, hosts }: UidLedger): boolean {
  return nixos.accounts.size + nixos.tombstones.size + hosts.size === 0;
}

function describeRace(): Diagnostic {
  const message = `${JSON.stringify(lockPath)} changed while fleet was at work.`;
  const more = { file: lockPath, help: "Run the command again." };
  return createProblem("file-changed", message, more);
}
