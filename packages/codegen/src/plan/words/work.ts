import type { ChangeKind } from "../change-kinds.ts";
import type { PlannedChange, PlannedWork } from "../planned-change.ts";
import { namesText, whoText } from "./words.ts";

/** What is to be done besides building: by whoever has the keys, and on the machines. */
export function listWork(changes: readonly PlannedChange[]): PlannedWork[] {
  const of = (...kinds: readonly ChangeKind[]) =>
    changes.filter(({ kind }) => kinds.includes(kind));
  const [lost, renewed] = [of("reader-lost"), of("keys-changed")];
  const dropped = renewed.filter(({ before }) => Array.isArray(before) && before.length > 0);
  const resealed = of("reader-gained", "rule-changed");
  const work: PlannedWork[] = [];
  if (lost.length + renewed.length + resealed.length > 0) {
    work.push({
      command: "fleet secrets sync",
      reason: "Files are encrypted to the readers of before until they are synced.",
    });
  }
  if (lost.length + dropped.length > 0) {
    const gone = lost.map((one) => whoText(one.who));
    const old = dropped.map((one) => `an old key of ${whoText(one.who)}`);
    const who = [...new Set([...gone, ...old])];
    work.push(
      {
        command: "fleet secrets rotate",
        reason: `The data keys of before stay known to ${namesText(who)}.`,
      },
      {
        command: undefined,
        reason: `Give new values to what ${namesText(who)} could read: no rotation takes back what was read.`,
      },
    );
  }
  const moved = of("uid-changed");
  if (moved.length > 0) {
    const who = [...new Set(moved.map((one) => whoText(one.who)))];
    work.push({
      command: undefined,
      reason: `Give the files of ${namesText(who)} to the new uid, as root on each of these hosts, before you switch.`,
    });
  }
  const reused = of("uid-reused");
  if (reused.length > 0) {
    const who = [...new Set(reused.map((one) => whoText(String(one.before))))];
    work.push({
      command: undefined,
      reason: `Remove the files of ${namesText(who)}, or give them to another uid, as root on each of these hosts, before you switch: they go with the uid.`,
    });
  }
  return work;
}
