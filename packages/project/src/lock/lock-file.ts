import { emptyLedger, ledgerJson, parseLedger, type UidLedger } from "@fleet/core/internal";
import { type Diagnostic, describeThrown, isError } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { Writer } from "../disk/atomic-write.ts";
import { replaceFile } from "../disk/atomic-write.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";
import { type LockDamage, lockPath, parseLockText } from "./lock-text.ts";
import { findLostParts } from "./lost-parts.ts";

/** What fleet remembers between two runs, beside the config: a part for each of its concerns. */
export interface LockParts {
  /** Who could read which secret file, as `@fleet/secrets` wrote it; undefined where it did not. */
  readonly secrets: unknown;
  readonly uids: UidLedger;
  /** What other versions of fleet have put there. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** The file on disk. */
export interface LockFile extends LockParts {
  /** Undefined where there is none. */
  readonly text: string | undefined;
  /** Whether it may be another than in the last commit, so that lines may be gone. Default: it is not. */
  readonly mayDiffer?: boolean;
  /** Whether the parts are under the ids of `moved`, and the text under those of before. Default: they are not. */
  readonly isMoved?: boolean;
  /** With an error among these the parts say too little, and the file must not be overwritten. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is remembered before the first run. */
const emptyLock: LockParts = { secrets: undefined, uids: emptyLedger, others: {} };

const version = 1;

/** Reads the file of a fleet. */
export function readLockFile(disk: Disk, root: string): LockFile {
  const path = join(root, lockPath);
  if (disk.inspect(path) === undefined) {
    return { ...emptyLock, text: undefined, diagnostics: [] };
  }
  const read = readLocalFile(disk, { root, path, name: lockPath });
  if (!read.ok) {
    const diagnostics = [describeDamage(describeUnreadable(disk, path, read.diagnostic), lockPath)];
    return { ...emptyLock, text: undefined, diagnostics };
  }
  const text = decodeText(read.bytes);
  return { ...parseLock(text, lockPath), text };
}

/** What stands in the place of the file, where it is no file that can be read. */
function describeUnreadable(disk: Disk, path: string, { message, help }: Diagnostic): LockDamage {
  const instead = `Put the file itself there: remove it, then git restore -- ${lockPath}`;
  const entry = disk.follow(path);
  if (entry === undefined) return { message: "It is a link that leads nowhere.", help: instead };
  if (entry.kind !== "file") return { message: "It is no regular file.", help: instead };
  return { message, help };
}

/** Reads the parts from the text of a file, which messages call `name`. */
export function parseLock(text: string, name: string): Omit<LockFile, "text"> {
  const parsed = parseLockText(text, version);
  if (!parsed.ok) {
    const diagnostics = parsed.damage.map((damage) => describeDamage(damage, name));
    return { ...emptyLock, diagnostics };
  }
  const { secrets, uids, version: _, ...others } = parsed.value;
  const ledger = parseLedger(uids, name);
  const lost = findLostParts(others).map((damage) => describeDamage(damage, name));
  return { secrets, uids: ledger.value, others, diagnostics: [...lost, ...ledger.diagnostics] };
}

function describeDamage({ message, help, position }: LockDamage, file: string): Diagnostic {
  const text = `${JSON.stringify(file)} cannot be used. ${message}`;
  const cure =
    help ??
    `Restore it from git: it says whose uids are whose, and what is owed since people left.`;
  const place = position === undefined ? { file } : { file, position };
  return createProblem("bad-lock", text, { ...place, help: cure });
}

/** The text of the file: keys in order, one line for each uid, and no part that is empty. */
export function renderLock({ secrets, uids, others }: LockParts): string {
  const ledger = ledgerJson(uids);
  const value = {
    ...others,
    ...(secrets === undefined ? {} : { secrets }),
    ...(Object.keys(ledger).length === 0 ? {} : { uids: ledger }),
    version,
  };
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

/** For JSON.stringify: mappings in the order of their keys, so that the same parts are the same text. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Puts new parts into the file beside all that it holds by now, if that changes it. Gives what kept
 * it from being written.
 */
export function writeLockParts(
  writer: Writer,
  root: string,
  parts: Partial<LockParts>,
): Diagnostic[] {
  const lock = readLockFile(writer.disk, root);
  if (lock.diagnostics.some(isError)) return [...lock.diagnostics];
  const text = renderLock({ ...lock, ...parts });
  if (text === lock.text) return [];
  try {
    const path = join(root, lockPath);
    // A link inside of the fleet's folder stays one.
    replaceFile(writer, lock.text === undefined ? path : writer.disk.resolve(path), text);
    return [];
  } catch (error) {
    const message = `${JSON.stringify(lockPath)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { file: lockPath, help })];
  }
}
