import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { Disk, World } from "@fleet/project";
import { lockPath, readLockFile, writeLockParts } from "@fleet/project/internal";
import {
  type Debt,
  emptyRecord,
  forgetLinks,
  type Links,
  listOwed,
  type MovedReaders,
  moveRecord,
  parseRecord,
  type SecretsRecord,
} from "@fleet/secrets";

/** The record of who could read which secret file, a part of `fleet.lock.json`. */
export interface RecordFile {
  readonly record: SecretsRecord;
  /** What is wrong with it; then it must not be overwritten. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the record; without a file it is empty. What it says of links is said of what they lead to, and what it says
 * of readers under ids of before, under those that they have now.
 */
export function readRecordFile(
  disk: Disk,
  root: string,
  { links, moved }: { readonly links: Links; readonly moved: MovedReaders },
): RecordFile {
  const { secrets, diagnostics } = readLockFile(disk, root);
  if (diagnostics.some(isError)) return { record: emptyRecord, diagnostics };
  const { value: record, diagnostics: damage } = parseRecord(secrets, lockPath);
  return { record: moveRecord(forgetLinks(record, links), moved), diagnostics: damage };
}

/** What came of writing the record. */
export interface WrittenRecord {
  /** Whether anything on the disk is other than it was. */
  readonly isWritten: boolean;
  /** What kept it from being written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes the record, when there is anything new to remember. */
export function writeRecordFile(world: World, root: string, record: SecretsRecord): WrittenRecord {
  const { secrets, text, diagnostics: damage } = readLockFile(world.disk, root);
  const isEmpty = record.seen.length + record.debts.length === 0;
  if (isEmpty && secrets === undefined && !damage.some(isError)) {
    return { isWritten: false, diagnostics: [] };
  }
  const diagnostics = writeLockParts(world, root, { secrets: record });
  const isWritten = diagnostics.length === 0 && readLockFile(world.disk, root).text !== text;
  return { isWritten, diagnostics };
}

/** Of how many files two records say something else, those that only one of them knows among them. */
export function countChanged(before: SecretsRecord, after: SecretsRecord): number {
  const [old, fresh] = [recipientsByFile(before), recipientsByFile(after)];
  const files = new Set([...old.keys(), ...fresh.keys()]);
  return [...files].filter((file) => old.get(file) !== fresh.get(file)).length;
}

/** How many of the debts that were owed a record does not know any more, as their recipients read again. */
export function countForgiven(before: SecretsRecord, after: SecretsRecord): number {
  const left = new Set(after.debts.map(keyOfDebt));
  return listOwed(before).filter((debt) => !left.has(keyOfDebt(debt))).length;
}

function keyOfDebt({ file, recipient }: Debt): string {
  return `${recipient}\n${file}`;
}

function recipientsByFile({ seen }: SecretsRecord): Map<string, string> {
  const entries = seen.flatMap(({ files, ...rest }) => {
    const text = JSON.stringify(rest);
    return files.map((file): [string, string] => [file, text]);
  });
  return new Map(entries);
}
