import { compareNames } from "@fleet/diagnostics";
import type { SecretFile } from "../files/secret-file.ts";
import type { SopsHeader } from "../files/sops-metadata.ts";
import { findOwner } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { listOddWraps } from "../keys/odd-wrap.ts";
import { compareDebts, type Debt, isPaid, type SecretsRecord } from "./debt.ts";
import { followMoves } from "./moved-files.ts";
import { groupFiles, type Named, recipientsByFile } from "./seen-files.ts";

/**
 * Brings the record up to what the files say now. A recipient that a file has lost becomes a debt,
 * unless its reader is declared with it and reads the file with another key; so does somebody unknown
 * when an odd wrap goes. A recipient that is there again owes nothing; a claim in the declaration that it is somebody's
 * who reads pays no debt. What is owed for a file that is gone
 * stays owed, and goes along when it was moved; what rested while it was gone is owed again when it is
 * back, and so is a rotation when the file is one from before it. A name that was known once is kept.
 */
export function updateRecord(
  record: SecretsRecord,
  files: readonly SecretFile[],
  keyring: Keyring,
): SecretsRecord {
  const before = recipientsByFile(record.seen);
  const isSeen = (path: string) => before.has(path);
  const debts = debtsByFile(followMoves(record.debts, { files, isSeen }));
  const now = new Map<string, Named>();
  const nameOf = createNaming(record, keyring);
  const compare = createComparison(keyring, nameOf);
  let isComplete = true;
  for (const { path, header } of files) {
    const earlier = before.get(path);
    if (header === undefined) {
      isComplete = false;
      if (earlier !== undefined) now.set(path, earlier);
      continue;
    }
    const compared = compare(earlier ?? nobody, header.groups);
    now.set(path, compared.named);
    const owed = debts.get(path) ?? [];
    if (owed.length + compared.lost.length > 0) {
      debts.set(path, settle({ path, owed, lastModified: header.lastModified }, compared));
    }
  }
  const all = [...debts.values()].flat().map((debt) => withName(debt, nameOf));
  const { names } = record;
  return {
    seen: groupFiles(now),
    debts: all.sort(compareDebts),
    // By now every file that can be read has its names.
    ...(isComplete || names === undefined ? {} : { names }),
  };
}

/** The names that a record knows, by recipient; where it has several for one, the latest. */
export function listNames({ seen, debts, names = {} }: SecretsRecord): Map<string, string> {
  const known = new Map(Object.entries(names));
  const add = (id: string, reader: string | null) => {
    if (reader !== null && !known.has(id)) known.set(id, reader);
  };
  for (const { recipients } of seen) {
    for (const [id, reader] of Object.entries(recipients)) add(id, reader);
  }
  for (const { recipient, reader } of debts) add(recipient, reader);
  return known;
}

const nobody: Named = new Map();

type Naming = (id: string, earlier: Named) => string | null;

/** Whose a recipient is: as it is declared, as it was in this file before, or as anything still knows it. */
function createNaming(record: SecretsRecord, keyring: Keyring): Naming {
  const remembered = listNames(record);
  return (id, earlier) =>
    findOwner(keyring, id) ??
    earlier.get(id) ??
    remembered.get(id) ??
    keyring.former?.get(id)?.reader ??
    null;
}

function debtsByFile(debts: readonly Debt[]): Map<string, Debt[]> {
  return Map.groupBy(debts, ({ file }) => file);
}

function withName(debt: Debt, nameOf: Naming): Debt {
  if (debt.reader !== null) return debt;
  return { ...debt, reader: nameOf(debt.recipient, nobody) };
}

/** A file that owes something, or did. */
interface Owing {
  readonly path: string;
  readonly owed: readonly Debt[];
  readonly lastModified: string;
}

/** The debts of one file after it was looked at. */
function settle({ path, owed, lastModified }: Owing, { named, lost }: Comparison): Debt[] {
  const left = owed
    .filter(({ recipient }) => !named.has(recipient))
    .map((debt) => lookAgain(debt, lastModified));
  const known = new Set(left.map(({ recipient }) => recipient));
  const fresh = lost
    .filter(([recipient]) => !known.has(recipient))
    .map(([recipient, reader]) => ({
      file: path,
      recipient,
      reader,
      isRotated: false,
      acknowledged: null,
      ...(lastModified === "" ? {} : { lastModified }),
    }));
  return [...left, ...fresh];
}

/** A debt whose file is there: by when that was last changed it is known again if it is moved. */
function lookAgain(debt: Debt, lastModified: string): Debt {
  const { isGone, rotatedAt, ...rest } = debt;
  const isFromBefore = rotatedAt !== undefined && Date.parse(lastModified) < Date.parse(rotatedAt);
  const looked = lastModified === "" ? {} : { lastModified };
  if (isFromBefore) return { ...rest, isRotated: false, acknowledged: null, ...looked };
  if (isPaid(debt)) return debt;
  const since = isGone === true ? { acknowledged: null } : {};
  return { ...rest, ...since, ...looked, ...(rotatedAt === undefined ? {} : { rotatedAt }) };
}

interface Comparison {
  readonly named: Named;
  /** Recipients that were there before, of readers who do not read any more. */
  readonly lost: readonly (readonly [string, string | null])[];
}

/** Compares a file's recipients with earlier ones; once for all files that have the same. */
function createComparison(keyring: Keyring, nameOf: Naming) {
  const known = new Map<Named, Map<SopsHeader["groups"], Comparison>>();
  return (earlier: Named, groups: SopsHeader["groups"]): Comparison => {
    const same = known.get(earlier)?.get(groups);
    if (same !== undefined) return same;
    const given = [...groups.flat().map(({ id }) => id), ...listOddWraps(groups)];
    const ids = [...new Set(given)].sort(compareNames);
    const readers = new Set(ids.map((id) => findOwner(keyring, id)));
    readers.delete(undefined);
    const reads = (id: string) => readers.has(findOwner(keyring, id));
    const named = new Map(ids.map((id) => [id, nameOf(id, earlier)]));
    const lost = [...earlier].filter(([id]) => !named.has(id) && !reads(id));
    const compared = { named, lost };
    const beside = known.get(earlier) ?? new Map<SopsHeader["groups"], Comparison>();
    known.set(earlier, beside.set(groups, compared));
    return compared;
  };
}
