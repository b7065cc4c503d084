import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { Disk, World } from "@fleet/project";
import { lockPath, readLockFile, writeLockParts } from "@fleet/project/internal";
import {
  emptyRecord,
  forgetLinks,
  type Links,
  parseRecord,
  type SecretsRecord,
} from "@fleet/secrets";

/** The record of who could read which secret file, a part of `fleet.lock.json`. */
export interface RecordFile {
  readonly record: SecretsRecord;
  /** What is wrong with it; then it must not be overwritten. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the record; without a file it is empty. What it says of links is said of what they lead to. */
export function readRecordFile(disk: Disk, root: string, links: Links): RecordFile {
  const { secrets, diagnostics } = readLockFile(disk, root);
  if (diagnostics.some(isError)) return { record: emptyRecord, diagnostics };
  const { value: record, diagnostics: damage } = parseRecord(secrets, lockPath);
  return { record: forgetLinks(record, links), diagnostics: damage };
}

/** Writes the record, when there is anything new to remember. Gives what kept it from being written. */
export function writeRecordFile(world: World, root: string, record: SecretsRecord): Diagnostic[] {
  const { secrets, diagnostics } = readLockFile(world.disk, root);
  const isEmpty = record.seen.length + record.debts.length === 0;
  if (isEmpty && secrets === undefined && !diagnostics.some(isError)) return [];
  return writeLockParts(world, root, { secrets: record });
}
