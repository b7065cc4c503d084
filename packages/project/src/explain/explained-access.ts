import {
  type AccessEdges,
  type AccessNode,
  type AccessVerb,
  type AccessWay,
  dropDetours,
  listWays,
} from "@fleet/core/access";
import type { Path } from "@fleet/diagnostics";

/** How somebody gets to do something, by the best way. A row of plain data, as JSON holds it. */
export interface ExplainedWay {
  /** As `user:keith`. */
  readonly who: string;
  readonly verb: AccessVerb;
  /** As `host:mini`. */
  readonly target: string;
  readonly can: "yes" | "unknown";
  readonly steps: readonly ExplainedStep[];
  /** How many other ways there are. */
  readonly others: number;
}

/** One step of a way: why it can be gone, and where that stands. */
export interface ExplainedStep {
  readonly reason: string;
  readonly path: Path | null;
  /** Why it may not be so; null where it is. */
  readonly unknown: string | null;
}

/** What is asked about a host. */
const verbs = ["login", "root", "trust-nix"] as const satisfies readonly AccessVerb[];

/** Who can log in on a host, become root there, and is trusted by Nix, each by the best way; of one subject alone where it is named. */
export function explainWays(graph: AccessEdges, host: string, who?: AccessNode): ExplainedWay[] {
  return verbs.flatMap((verb) => {
    const all = listWays(graph, { verb, target: `host:${host}` });
    const ways = who === undefined ? dropDetours(all) : all.filter((way) => way.who === who);
    return [...Map.groupBy(ways, (way) => way.who).values()].flatMap(describeBest);
  });
}

/** The ways come with the best one of each first. */
function describeBest([best, ...others]: readonly AccessWay[]): ExplainedWay[] {
  if (best === undefined) return [];
  const { who, verb, target, can } = best;
  return [{ who, verb, target, can, steps: listTold(best), others: others.length }];
}

/** The steps that say something: that an account is on its host does not, unless it is all there is. */
function listTold({ steps }: AccessWay): ExplainedStep[] {
  const told = steps.filter(({ from, verb }) => verb !== "login" || !from.startsWith("account:"));
  return (told.length === 0 ? steps : told).map(({ reason, path = null, unknown = null }) => ({
    reason,
    path,
    unknown,
  }));
}
