import { compareNames } from "@fleet/diagnostics";
import type { AccessEdge, AccessEdges, AccessNode, AccessVerb } from "./access-edge.ts";
import { isSubject, ownVerb } from "./access-node.ts";
import { searchCauses, searchEffects } from "./access-search.ts";
import { type AccessState, listCauses, ownState } from "./access-state.ts";

/** That somebody can do something to something, by one way. */
export interface AccessWay {
  readonly who: AccessNode;
  readonly verb: AccessVerb;
  readonly target: AccessNode;
  /** `unknown` where a step of it cannot be told; never "no". */
  readonly can: "yes" | "unknown";
  /** From `who` to `target`: each step with its reason and place, and why it may not be so. */
  readonly steps: readonly AccessEdge[];
}

/** A question: who can do what to what. */
export interface AccessQuestion {
  readonly verb: AccessVerb;
  readonly target: AccessNode;
}

/** Who can do something, each by the best way: without an unknown if there is one, then the shortest. In order of who. */
export function whoCan(graph: AccessEdges, { verb, target }: AccessQuestion): AccessWay[] {
  const found = searchCauses(graph, { verb, node: target });
  return [...found.states()]
    .filter((state) => isOwn(state) && state.node !== target)
    .flatMap((state) => describeWay({ who: state.node, verb, target }, found.wayOf(state)))
    .sort(compareWays);
}

/**
 * Everybody's ways to do something, one for each of the edges that lead there at last, each the best from its
 * beginning. In order of who, the best first.
 */
export function listWays(graph: AccessEdges, { verb, target }: AccessQuestion): AccessWay[] {
  const goal: AccessState = { verb, node: target };
  const ways = listCauses(graph, goal).flatMap(({ edge, state: start }) => {
    const found = searchCauses(graph, start, goal);
    return [...found.states()]
      .filter((state) => isOwn(state) && state.node !== target)
      .flatMap((state) => {
        const steps = found.wayOf(state);
        const last = edge === undefined ? [] : [edge];
        const all = steps === undefined ? undefined : [...steps, ...last];
        return describeWay({ who: state.node, verb, target }, all);
      });
  });
  return ways.sort(compareWays);
}

/** What somebody can do, each by the best way. In order of verb, then target. */
export function whatCan(graph: AccessEdges, who: AccessNode): AccessWay[] {
  const found = searchEffects(graph, ownState(who));
  return [...found.states()]
    .flatMap((state) => {
      const { verb, node } = state;
      if (verb === "be" || (node === who && (isOwn(state) || verb === "hold"))) return [];
      return describeWay({ who, verb, target: node }, found.wayOf(state));
    })
    .filter(({ steps }) => steps.length > 0)
    .sort(compareWays);
}

function isOwn({ verb, node }: AccessState): boolean {
  return isSubject(node) && verb === ownVerb(node);
}

function describeWay(
  { who, verb, target }: Pick<AccessWay, "who" | "verb" | "target">,
  steps: readonly AccessEdge[] | undefined,
): AccessWay[] {
  if (steps === undefined) return [];
  const can = steps.every(({ unknown }) => unknown === undefined) ? "yes" : "unknown";
  return [{ who, verb, target, can, steps }];
}

function compareWays(a: AccessWay, b: AccessWay): number {
  return (
    compareNames(a.who, b.who) ||
    compareNames(a.verb, b.verb) ||
    compareNames(a.target, b.target) ||
    compareNames(b.can, a.can) ||
    a.steps.length - b.steps.length ||
    compareNames(keyOfSteps(a), keyOfSteps(b))
  );
}

function keyOfSteps({ steps }: AccessWay): string {
  return steps.map(({ from, to, verb, reason }) => [from, verb, to, reason].join(" ")).join("\n");
}
