import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { findOwner, isDeclaredReader } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameOddWrap } from "../keys/odd-wrap.ts";
import { shortenRecipient, showName } from "../keys/recipient-name.ts";

/** What is remembered between two runs, so that who could once read a file is not forgotten. */
export interface SecretsRecord {
  /** Which recipients each file had when it was last looked at. */
  readonly seen: readonly SeenFiles[];
  /** What is owed, and what was paid, in order of path, then recipient. */
  readonly debts: readonly Debt[];
  /**
   * Readers who have left the declaration, by recipient, until `seen` has their names. Not there when
   * there are none.
   */
  readonly names?: Readonly<Record<string, string>>;
}

/** Files with the same recipients; both in order. */
export interface SeenFiles {
  /**
   * From each recipient to its reader, or null when nobody knows whose it is. Beside the recipients
   * stand those who may read by an odd wrap (`listOddWraps`).
   */
  readonly recipients: { readonly [id: string]: string | null };
  readonly files: readonly string[];
}

/**
 * That somebody could read a file and no longer should: until it has a new data key, and until the
 * secrets in it have been changed where they come from, the debt is open.
 */
export interface Debt {
  readonly file: string;
  /** The recipient that was taken away, or `somebody:…` for a wrap of which nobody knows whose it was. */
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

/**
 * What is owed, as findings: one for each file. With a keyring, the old key of a reader who is still
 * declared is told from the reader.
 */
export function* reportDebts(record: SecretsRecord, keyring?: Keyring): Iterable<Diagnostic> {
  const owed = listOwed(record);
  for (const file of new Set(owed.map((debt) => debt.file))) {
    const here = owed.filter((debt) => debt.file === file);
    const names = new Set(here.map((debt) => nameDebtor(debt, keyring)));
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

function nameDebtor({ reader, recipient }: Debt, keyring: Keyring | undefined): string {
  if (reader === null) {
    return nameOddWrap(recipient, shortenRecipient) ?? shortenRecipient(recipient);
  }
  const isOldKey =
    keyring !== undefined &&
    isDeclaredReader(keyring, reader) &&
    findOwner(keyring, recipient) !== reader;
  return isOldKey ? `an old key of ${showName(reader)}` : showName(reader);
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
