import { compareNames, quote } from "@fleet/diagnostics";

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
  /**
   * That the file is gone and nothing is owed until it is back: somebody acknowledged it without a new
   * data key, or another file owes in its place.
   */
  readonly isGone?: true;
  /** `lastModified` of the file's header when it was last looked at, by which it is known elsewhere. */
  readonly lastModified?: string;
  /** `lastModified` when it got its new data key: a file from before that still has the old one. */
  readonly rotatedAt?: string;
}

/** What is remembered before the first run. */
export const emptyRecord: SecretsRecord = { seen: [], debts: [] };

/** Notes that files have a new data key, which were looked at since. */
export function recordRotation(record: SecretsRecord, files: readonly string[]): SecretsRecord {
  const rotated = new Set(files);
  const debts = record.debts.map((debt) => (rotated.has(debt.file) ? withNewKey(debt) : debt));
  return { ...record, debts };
}

function withNewKey(debt: Debt): Debt {
  const { lastModified } = debt;
  const rotatedAt = lastModified === undefined ? {} : { rotatedAt: lastModified };
  return { ...debt, isRotated: true, ...rotatedAt };
}

/** Notes that files are gone, and their data keys with them: until they are back they owe no rotation. */
export function recordLoss(record: SecretsRecord, files: readonly string[]): SecretsRecord {
  const gone = new Set(files);
  const debts = record.debts.map((debt) => (gone.has(debt.file) ? withoutFile(debt) : debt));
  return { ...record, debts };
}

/** A debt of a file that is gone; one with a new data key has nothing to fear when it is back. */
function withoutFile(debt: Debt): Debt {
  return debt.isRotated ? debt : { ...debt, isGone: true };
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
  return debts.filter((debt) => debt.isGone !== true && !isPaid(debt));
}

/** Whether nothing is left to do for a debt, whatever becomes of the file. */
export function isPaid({ isRotated, acknowledged }: Debt): boolean {
  return isRotated && acknowledged !== null;
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
