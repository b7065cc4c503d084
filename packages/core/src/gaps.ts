import type { Path } from "./diagnostic.ts";

/**
 * Places of a declaration whose value did not fit and was left out. That has been reported; what
 * follows from nothing being there is not the user's mistake, and is kept quiet.
 */
export type Gaps = readonly Path[];

/** Whether something was left out at `path`, around it, or inside of it. */
export function isGap(gaps: Gaps, path: Path): boolean {
  return gaps.some((gap) => {
    const shared = Math.min(gap.length, path.length);
    for (let index = 0; index < shared; index++) if (gap[index] !== path[index]) return false;
    return true;
  });
}
