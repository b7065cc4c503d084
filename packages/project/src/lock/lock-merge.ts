import { type LedgerClash, mergeLedgers, type Side, type Sides } from "@fleet/core/internal";
import { type Diagnostic, isError, quote } from "@fleet/diagnostics";
import type { SecretsRecord } from "@fleet/secrets";
import { mergeRecords, parseRecord } from "@fleet/secrets/record";
import { type LockParts, parseLock } from "./lock-file.ts";
import { lockPath } from "./lock-text.ts";

/** What two sides of a lock file come to. */
export interface LockMerge {
  readonly parts: LockParts;
  readonly clashes: readonly LedgerClash[];
  /** Parts of other versions of fleet that both sides changed. */
  readonly disputed: readonly string[];
}

/**
 * Merges the texts of both sides and of what they come from, or says why one side cannot be used. What
 * they come from counts as empty where it cannot: after merges crosswise, git gives one with the marks
 * of a conflict, and then nothing that either side says is taken for changed by the other alone.
 */
export function mergeLocks(
  texts: Sides<string>,
  kept: Side,
): { readonly merge: LockMerge } | { readonly diagnostics: readonly Diagnostic[] } {
  const nameOf = (side: keyof Sides<string>) => `${lockPath} (${side})`;
  const read = (side: keyof Sides<string>) => readSide(texts[side], nameOf(side));
  const found = read("base");
  const base = found.diagnostics.some(isError) ? readSide("", nameOf("base")) : found;
  const sides = { base, ours: read("ours"), theirs: read("theirs") };
  const diagnostics = Object.values(sides).flatMap((side) => side.diagnostics);
  if (diagnostics.some(isError)) return { diagnostics };
  const { ledger, clashes } = mergeLedgers(
    mapSides(sides, ({ parts }) => parts.uids),
    kept,
  );
  const record = mergeRecords(mapSides(sides, (side) => side.record));
  const isNew = Object.values(sides).every(({ parts }) => parts.secrets === undefined);
  const rest = mergeOthers(
    mapSides(sides, ({ parts }) => parts.others),
    kept,
  );
  return {
    merge: {
      parts: { secrets: isNew ? undefined : record, uids: ledger, others: rest.others },
      clashes,
      disputed: rest.disputed,
    },
  };
}

interface ReadSide {
  readonly parts: LockParts;
  readonly record: SecretsRecord;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where there was no file, git gives an empty one. */
function readSide(text: string, name: string): ReadSide {
  const { diagnostics, ...parts } = parseLock(text === "" ? '{ "version": 1 }' : text, name);
  const record = parseRecord(parts.secrets, name);
  return { parts, record: record.value, diagnostics: [...diagnostics, ...record.diagnostics] };
}

function mapSides<T, R>({ base, ours, theirs }: Sides<T>, map: (side: T) => R): Sides<R> {
  return { base: map(base), ours: map(ours), theirs: map(theirs) };
}

type Others = LockParts["others"];

/** What this fleet knows nothing of can only be taken whole. */
function mergeOthers(
  { base, ours, theirs }: Sides<Others>,
  kept: Side,
): { others: Others; disputed: string[] } {
  const others: [string, unknown][] = [];
  const disputed: string[] = [];
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const at = (side: Others) => (Object.hasOwn(side, key) ? JSON.stringify(side[key]) : undefined);
    const [before, here, there] = [at(base), at(ours), at(theirs)];
    const isDisputed = here !== there && here !== before && there !== before;
    if (isDisputed) disputed.push(key);
    const isOurs = isDisputed ? kept === "ours" : there === before || here === there;
    const [text, side] = isOurs ? [here, ours] : [there, theirs];
    if (text !== undefined) others.push([key, side[key]]);
  }
  return { others: Object.fromEntries(others), disputed };
}

/** What two sides do not agree on, in a sentence. */
export function describeClash(clash: LedgerClash): string {
  const where = clash.host === undefined ? "on NixOS" : `on ${quote(clash.host)}`;
  return clash.kind === "uid"
    ? `The uid ${clash.uid} ${where} is that of ${quote(clash.ours)} in ours, and of ${quote(clash.theirs)} in theirs.`
    : `${quote(clash.user)} has the uid ${clash.ours} ${where} in ours, and ${clash.theirs} in theirs.`;
}
