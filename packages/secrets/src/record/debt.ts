import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { SopsHeader } from "../files/sops-metadata.ts";
import type { Keyring } from "../keys/keyring.ts";
import { shortenRecipient } from "../keys/recipient-name.ts";
import { groupFiles, type Named, recipientsByFile } from "./seen-files.ts";

/** What is remembered between two runs, so that who could once read a file is not forgotten. */
export interface SecretsRecord {
  /** Which recipients each file had when it was last looked at. */
  readonly seen: readonly SeenFiles[];
  /** What is owed, and what was paid, in order of path, then recipient. */
  readonly debts: readonly Debt[];
}

/** Files with the same recipients; both in order. */
export interface SeenFiles {
  /** From each recipient to its reader, or null when it had none in the declaration. */
  readonly recipients: { readonly [id: string]: string | null };
  readonly files: readonly string[];
}

/**
 * That somebody could read a file and no longer should: until it has a new data key, and until the
 * secrets in it have been changed where they come from, the debt is open.
 */
export interface Debt {
  readonly file: string;
  /** The recipient that was taken away. */
  readonly recipient: string;
  /** Whose it was, as far as it was known. */
  readonly reader: string | null;
  /** Whether the file got a new data key since. */
  readonly isRotated: boolean;
  /** The date on which somebody said that the secrets are changed, as 2026-05-31; null until then. */
  readonly acknowledged: string | null;
}

/** What is remembered before the first run. */
export const emptyRecord: SecretsRecord = { seen: [], debts: [] };

/**
 * Brings the record up to what the files say now. A recipient that a file has lost becomes a debt; one
 * that it has again is none any more. What is owed for a file that is gone stays owed.
 */
export function updateRecord(
  record: SecretsRecord,
  files: readonly SecretFile[],
  keyring: Keyring,
): SecretsRecord {
  const before = recipientsByFile(record.seen);
  const debts = new Map(record.debts.map((debt) => [keyOf(debt), debt]));
  const now = new Map<string, Named>();
  const compare = createComparison(keyring);
  for (const { path, header } of files) {
    const earlier = before.get(path);
    if (header === undefined) {
      if (earlier !== undefined) now.set(path, earlier);
      continue;
    }
    const { named, lost } = compare(earlier ?? nobody, header.groups);
    now.set(path, named);
    if (debts.size > 0) {
      for (const id of named.keys()) debts.delete(keyOf({ file: path, recipient: id }));
    }
    for (const [recipient, reader] of lost) {
      const key = keyOf({ file: path, recipient });
      if (debts.has(key)) continue;
      debts.set(key, { file: path, recipient, reader, isRotated: false, acknowledged: null });
    }
  }
  return { seen: groupFiles(now), debts: [...debts.values()].sort(compareDebts) };
}

const nobody: Named = new Map();

interface Comparison {
  readonly named: Named;
  /** Recipients that were there before. */
  readonly lost: readonly (readonly [string, string | null])[];
}

/** Compares a file's recipients with earlier ones; once for all files that have the same. */
function createComparison({ owners, sshForms }: Keyring) {
  const known = new Map<Named, Map<SopsHeader["groups"], Comparison>>();
  return (earlier: Named, groups: SopsHeader["groups"]): Comparison => {
    const same = known.get(earlier)?.get(groups);
    if (same !== undefined) return same;
    const ids = [...new Set(groups.flat().map(({ id }) => id))].sort(compareNames);
    const nameOf = (id: string) => owners.get(id) ?? sshForms.get(id) ?? earlier.get(id) ?? null;
    const named = new Map(ids.map((id) => [id, nameOf(id)]));
    const lost = [...earlier].filter(([id]) => !named.has(id));
    const beside = known.get(earlier) ?? new Map<SopsHeader["groups"], Comparison>();
    known.set(earlier, beside.set(groups, { named, lost }));
    return { named, lost };
  };
}

/** Notes that files have a new data key. */
export function recordRotation(record: SecretsRecord, files: readonly string[]): SecretsRecord {
  const rotated = new Set(files);
  const debts = record.debts.map((debt) =>
    rotated.has(debt.file) ? { ...debt, isRotated: true } : debt,
  );
  return { ...record, debts };
}

/** Notes on a date, such as 2026-05-31, that the secrets of some debts were changed where they come from. */
export function acknowledgeDebts(
  record: SecretsRecord,
  debts: readonly Debt[],
  date: string,
): SecretsRecord {
  if (!isDate(date)) throw new Error(`bug: ${quote(date)} is no date`);
  const chosen = new Set(debts.map(keyOf));
  return {
    ...record,
    debts: record.debts.map((debt) =>
      chosen.has(keyOf(debt)) ? { ...debt, acknowledged: date } : debt,
    ),
  };
}

/** Whether a text is a date as `acknowledgeDebts` takes it. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return Number(day) >= 1 && Number(day) <= (days[Number(month) - 1] ?? 0);
}

/** What is not paid yet: not rotated, or not acknowledged. */
export function listOwed({ debts }: SecretsRecord): Debt[] {
  return debts.filter(({ isRotated, acknowledged }) => !isRotated || acknowledged === null);
}

/** What is owed, as findings: one for each file. */
export function* reportDebts(record: SecretsRecord): Iterable<Diagnostic> {
  const owed = listOwed(record);
  for (const file of new Set(owed.map((debt) => debt.file))) {
    const here = owed.filter((debt) => debt.file === file);
    const names = new Set(
      here.map(({ reader, recipient }) => reader ?? shortenRecipient(recipient)),
    );
    const needsRotation = here.some(({ isRotated }) => !isRotated);
    yield secretsCodes.create(
      "revocation-debt",
      `${[...names].join(", ")} could read this file, and knows its secrets${needsRotation ? " and its data key" : ""}.`,
      {
        file,
        help: `${needsRotation ? "Run `fleet secrets rotate` on it, change" : "Change"} the secrets where they come from, then \`fleet secrets acknowledge ${shellWord(file)}\`.`,
      },
    );
  }
}

/** What tells a debt from others. */
export function keyOf({
  file,
  recipient,
}: {
  readonly file: string;
  readonly recipient: string;
}): string {
  return `${recipient}\n${file}`;
}

/** The order of debts: by file, then by recipient. */
export function compareDebts(a: Debt, b: Debt): number {
  return compareNames(a.file, b.file) || compareNames(a.recipient, b.recipient);
}
