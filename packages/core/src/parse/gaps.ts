import type { Path } from "@fleet/diagnostics";

/**
 * Places of a declaration whose value did not fit and was left out, as a tree of keys. They have been
 * reported; what follows from nothing being there is not the user's mistake, and is kept quiet.
 */
export interface Gaps {
  /** Whether what stands here was left out as a whole. */
  readonly isWhole: boolean;
  readonly inside: ReadonlyMap<string | number, Gaps>;
}

interface GrowingGaps extends Gaps {
  isWhole: boolean;
  readonly inside: Map<string | number, GrowingGaps>;
}

/** The gaps, and these places among them. */
export function addGaps(gaps: Gaps, places: readonly Path[]): Gaps {
  return places.length === 0 ? gaps : createGaps([...listGaps(gaps, []), ...places]);
}

function* listGaps({ isWhole, inside }: Gaps, here: Path): Iterable<Path> {
  if (isWhole) yield here;
  for (const [key, gaps] of inside) yield* listGaps(gaps, [...here, key]);
}

/** The tree of these places. */
export function createGaps(places: readonly Path[]): Gaps {
  const root: GrowingGaps = { isWhole: false, inside: new Map() };
  for (const place of places) {
    let here = root;
    for (const key of place) {
      const next = here.inside.get(key) ?? { isWhole: false, inside: new Map() };
      here.inside.set(key, next);
      here = next;
    }
    here.isWhole = true;
  }
  return root;
}

/** Whether something was left out at `path`, around it, or inside of it. */
export function isGap(gaps: Gaps, path: Path): boolean {
  let here = gaps;
  for (const key of path) {
    if (here.isWhole) return true;
    const next = here.inside.get(key);
    if (next === undefined) return false;
    here = next;
  }
  return here.isWhole || here.inside.size > 0;
}
