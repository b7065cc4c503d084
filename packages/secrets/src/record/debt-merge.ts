import type { Sides } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import { compareDebts, type Debt, keyOf, type SecretsRecord } from "./debt.ts";
import { groupFiles, type Named, recipientsByFile } from "./seen-files.ts";

/**
 * Merges the records of two branches, so that nothing that is owed is forgotten. What one of them
 * changed is taken. Where both changed the same, a file was seen with the recipients of either, and a
 * debt is paid as far as one of them knows. A debt that one of them has no more is gone only where
 * its recipient was seen in the file again.
 */
export function mergeRecords(sides: Sides<SecretsRecord>): SecretsRecord {
  const seen = mergeSeen({
    base: recipientsByFile(sides.base.seen),
    ours: recipientsByFile(sides.ours.seen),
    theirs: recipientsByFile(sides.theirs.seen),
  });
  const byKey = {
    base: debtsByKey(sides.base),
    ours: debtsByKey(sides.ours),
    theirs: debtsByKey(sides.theirs),
  };
  const debts: Debt[] = [];
  for (const key of new Set([...byKey.ours.keys(), ...byKey.theirs.keys()])) {
    const debt = mergeDebt({
      base: byKey.base.get(key),
      ours: byKey.ours.get(key),
      theirs: byKey.theirs.get(key),
    });
    if (debt !== undefined && seen.get(debt.file)?.has(debt.recipient) !== true) debts.push(debt);
  }
  const names = mergeNames(sides);
  return {
    seen: groupFiles(seen),
    debts: debts.sort(compareDebts),
    ...(names === undefined ? {} : { names }),
  };
}

/** A name that either knows is kept: it goes when the record is next brought up to the files. */
function mergeNames({ ours, theirs }: Sides<SecretsRecord>): SecretsRecord["names"] {
  if (ours.names === undefined || theirs.names === undefined) return ours.names ?? theirs.names;
  return Object.fromEntries([...Object.entries(theirs.names), ...Object.entries(ours.names)]);
}

function debtsByKey({ debts }: SecretsRecord): Map<string, Debt> {
  return new Map(debts.map((debt) => [keyOf(debt), debt]));
}

type SeenByFile = ReadonlyMap<string, Named>;

function mergeSeen({ base, ours, theirs }: Sides<SeenByFile>): Map<string, Named> {
  const merged = new Map<string, Named>();
  for (const file of new Set([...ours.keys(), ...theirs.keys()])) {
    const here = { base: base.get(file), ours: ours.get(file), theirs: theirs.get(file) };
    const named = mergeNamed(here);
    if (named !== undefined) merged.set(file, named);
  }
  return merged;
}

function mergeNamed({ base, ours, theirs }: Sides<Named | undefined>): Named | undefined {
  const [before, here, there] = [textOf(base), textOf(ours), textOf(theirs)];
  if (here === before) return theirs;
  if (there === before || here === there) return ours;
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])].sort(compareNames);
  return new Map(ids.map((id) => [id, ours.get(id) ?? theirs.get(id) ?? null]));
}

function textOf(named: Named | undefined): string {
  return named === undefined ? "" : JSON.stringify([...named]);
}

function mergeDebt({ base, ours, theirs }: Sides<Debt | undefined>): Debt | undefined {
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  const before = JSON.stringify(base);
  if (JSON.stringify(ours) === before) return theirs;
  if (JSON.stringify(theirs) === before) return ours;
  const lastModified = laterOf(ours.lastModified, theirs.lastModified);
  // Both may have rotated it; whichever file stays has a new data key.
  const rotatedAt = earlierOf(ours.rotatedAt, theirs.rotatedAt);
  return {
    file: ours.file,
    recipient: ours.recipient,
    reader: ours.reader ?? theirs.reader,
    isRotated: ours.isRotated || theirs.isRotated,
    acknowledged: laterOf(ours.acknowledged, theirs.acknowledged),
    ...(ours.isGone === true || theirs.isGone === true ? { isGone: true } : {}),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(rotatedAt === undefined ? {} : { rotatedAt }),
  };
}

function laterOf<T extends null | undefined>(a: string | T, b: string | T): string | T {
  if (typeof a !== "string") return b;
  return typeof b !== "string" || b < a ? a : b;
}

function earlierOf(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
