import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@fleet/core";
import { emptyRecord, parseRecord, type SecretsRecord } from "@fleet/secrets";
import { readLocalFile } from "../local-file.ts";
import { createProblem, describeThrown } from "../problem.ts";
import { replaceFile } from "./file-replacement.ts";

/** What fleet remembers between two runs, beside the config. */
export const recordPath = "fleet.lock.json";

/** The version of the file's layout. */
const recordVersion = 1;

/** The record of who could read which secret file, with all else that the file holds. */
export interface RecordFile {
  readonly record: SecretsRecord;
  /** The other keys of the file, which belong to other parts of fleet. */
  readonly others: Readonly<Record<string, unknown>>;
  /** What is wrong with it; then it must not be overwritten. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the record; without a file it is empty. */
export function readRecordFile(root: string): RecordFile {
  const path = join(root, recordPath);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    return { record: emptyRecord, others: {}, diagnostics: [] };
  }
  const read = readLocalFile(root, path, recordPath);
  if (!read.ok) return damaged(read.diagnostic.message);
  const text = read.bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged(
      text.includes("<<<<<<<") ? "It holds the marks of a merge conflict." : "It is no JSON.",
    );
  }
  if (!isPlain(value)) return damaged("It is no JSON object.");
  const { secrets, version, ...others } = value;
  if (version !== recordVersion) {
    return damaged(
      `Its version is ${JSON.stringify(version) ?? "missing"}, and this fleet knows ${recordVersion}.`,
    );
  }
  const { value: record, diagnostics } = parseRecord(secrets, recordPath);
  return { record, others, diagnostics };
}

/** Writes the record, when there is anything new to remember. Gives what kept it from being written. */
export function writeRecordFile(
  root: string,
  { others }: RecordFile,
  record: SecretsRecord,
): Diagnostic[] {
  const [path, text] = [join(root, recordPath), renderRecord(others, record)];
  const before = readIfThere(path);
  const isEmpty = record.seen.length + record.debts.length === 0;
  try {
    if (before !== text && !(before === undefined && isEmpty)) replaceFile(path, text);
    return [];
  } catch (error) {
    const message = `${JSON.stringify(recordPath)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { file: recordPath, help })];
  }
}

function renderRecord(others: RecordFile["others"], record: SecretsRecord): string {
  const value = { ...others, secrets: record, version: recordVersion };
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

/** For JSON.stringify: mappings in the order of their keys, so that the same record is the same text. */
function sortKeys(_: string, value: unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function damaged(why: string): RecordFile {
  const diagnostic: Diagnostic = {
    code: "secrets/bad-record",
    severity: "error",
    path: [],
    file: recordPath,
    message: `The record of who could read which secret file is damaged. ${why}`,
    help: `Restore ${recordPath} from git: it says what is still to be done after people have left.`,
  };
  return { record: emptyRecord, others: {}, diagnostics: [diagnostic] };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
