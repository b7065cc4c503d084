import type { AccessWay } from "./access-answers.ts";

/**
 * Ways without those that are another one with a detour: whoever is in `docker` also is root by way of the
 * next one's code-server, which nobody asks about as long as the first is there. What is unknown takes
 * nothing away that is certain.
 */
export function dropDetours(ways: readonly AccessWay[]): AccessWay[] {
  const groups = Map.groupBy(ways, ({ who, verb, target }) => `${who} ${verb} ${target}`);
  return [...groups.values()].flatMap((group) => {
    const listed = group.map((way) => ({ way, stops: listStops(way) }));
    return listed
      .filter(({ way, stops }) => !listed.some((other) => isShortcut(other, { way, stops })))
      .map(({ way }) => way);
  });
}

interface Stops {
  readonly way: AccessWay;
  readonly stops: ReadonlySet<string>;
}

/** What a way comes by between its ends. */
function listStops({ target, steps }: AccessWay): ReadonlySet<string> {
  const stops = steps.slice(1).map(({ from }) => from);
  return new Set(stops.filter((node) => node !== target));
}

function isShortcut(shorter: Stops, longer: Stops): boolean {
  if (shorter.way.can === "unknown" && longer.way.can === "yes") return false;
  return (
    shorter.stops.size < longer.stops.size &&
    [...shorter.stops].every((stop) => longer.stops.has(stop))
  );
}
