import type { SecretFile } from "../files/secret-file.ts";
import { type Debt, isPaid, keyOf } from "./debt.ts";

/** More debts than this go over to new files in no honest move. */
const mostMoved = 100_000;

/** The files as they are now, and which of them were there before. */
export interface SeenNow {
  readonly files: readonly SecretFile[];
  readonly isSeen: (path: string) => boolean;
}

/**
 * The debts of files that were moved or copied, also at their new paths. A file is known by when it was
 * last changed: that stays when it is moved, and when its recipients change, and is another once it has
 * a new data key. Files that were last changed in one second are one to this, so that each of them owes
 * what any of them owed. What is owed at an old path rests there, unless fewer files came than went.
 */
export function followMoves(debts: readonly Debt[], { files, isSeen }: SeenNow): readonly Debt[] {
  const owing = debts.filter((debt) => debt.lastModified !== undefined && !isPaid(debt));
  if (owing.length === 0) return debts;
  const sources = Map.groupBy(owing, ({ lastModified }) => lastModified);
  const fresh = files.filter(
    ({ path, header }) => sources.has(header?.lastModified) && !isSeen(path),
  );
  if (fresh.length === 0) return debts;
  const there = new Set(files.map(({ path }) => path));
  const all = new Map(debts.map((debt) => [keyOf(debt), debt]));
  let left = mostMoved;
  for (const [time, targets] of Map.groupBy(fresh, ({ header }) => header?.lastModified)) {
    const here = sources.get(time) ?? [];
    const kinds = mergeByRecipient(here);
    left -= kinds.length * targets.length;
    if (left < 0) break;
    for (const debt of kinds.flatMap((kind) =>
      targets.map(({ path }) => ({ ...kind, file: path })),
    )) {
      if (!all.has(keyOf(debt))) all.set(keyOf(debt), debt);
    }
    const gone = here.filter(({ file, isGone }) => isGone !== true && !there.has(file));
    if (new Set(gone.map(({ file }) => file)).size > targets.length) continue;
    for (const debt of gone) all.set(keyOf(debt), { ...debt, isGone: true });
  }
  return [...all.values()];
}

/** What files that cannot be told apart owe together; what has to be done for one of them has to be for all. */
function mergeByRecipient(debts: readonly Debt[]): Debt[] {
  const merged = new Map<string, Debt>();
  for (const { isGone, ...debt } of debts) {
    const known = merged.get(debt.recipient);
    merged.set(debt.recipient, {
      ...debt,
      reader: known?.reader ?? debt.reader,
      isRotated: debt.isRotated && known?.isRotated !== false,
      acknowledged: isGone === true || known?.acknowledged === null ? null : debt.acknowledged,
    });
  }
  return [...merged.values()];
}
