import type { DraftChange } from "../planned-change.ts";

/** Whether a state version is raised or lowered: by its numbers, such as those of `24.05`. */
export function compareReleases(
  before: unknown,
  after: unknown,
): Pick<DraftChange, "kind" | "before" | "after"> {
  const order = compareNumbers(numbersOf(before), numbersOf(after));
  // One that is only written otherwise is the same release.
  if (order === 0) return { kind: "detail-changed", before, after };
  return { kind: order < 0 ? "state-version-raised" : "state-version-lowered", before, after };
}

function numbersOf(version: unknown): number[] {
  return (String(version ?? "").match(/\d+/g) ?? []).map(Number);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
