import type { AccessWay } from "./access-answers.ts";
import { splitNode } from "./access-node.ts";

/**
 * Ways without those that are another one with a detour: whoever is in `docker` also is root by way of the
 * next one's code-server, which nobody asks about as long as the first is there. What is unknown takes
 * nothing away that is certain, and a key of root's nothing that an account of one's own can: whoever takes the key
 * out has to see what is left.
 */
export function dropDetours(ways: readonly AccessWay[]): AccessWay[] {
  const groups = Map.groupBy(ways, ({ who, verb, target }) => `${who} ${verb} ${target}`);
  return [...groups.values()].flatMap((group) => {
    const listed = group.map((way) => ({ way, stops: listStops(way), account: accountOf(way) }));
    return listed
      .filter((one) => !listed.some((other) => isShortcut(other, one)))
      .map(({ way }) => way);
  });
}

interface Stops {
  readonly way: AccessWay;
  readonly stops: ReadonlySet<string>;
  /** The account that the subject logs in to itself; undefined where the way begins otherwise. */
  readonly account: string | undefined;
}

/** What a way comes by between its ends. */
function listStops({ target, steps }: AccessWay): ReadonlySet<string> {
  const stops = steps.slice(1).map(({ from }) => from);
  return new Set(stops.filter((node) => node !== target));
}

function accountOf({ steps: [first] }: AccessWay): string | undefined {
  return first !== undefined && splitNode(first.to).kind === "account" ? first.to : undefined;
}

function isShortcut(shorter: Stops, longer: Stops): boolean {
  if (shorter.way.can === "unknown" && longer.way.can === "yes") return false;
  if (longer.account !== undefined && !shorter.stops.has(longer.account)) return false;
  return (
    shorter.stops.size < longer.stops.size &&
    [...shorter.stops].every((stop) => longer.stops.has(stop))
  );
}
