import type { AccessEdge, AccessEdges, AccessNode, AccessVerb } from "./access-edge.ts";
import { ownVerb, splitNode } from "./access-node.ts";

/** That one can do something to something, or is it. */
export interface AccessState {
  readonly verb: AccessVerb | "be";
  readonly node: AccessNode;
}

/** A state from which another follows: by an edge, or as a matter of course. */
export interface AccessLink {
  readonly edge: AccessEdge | undefined;
  readonly state: AccessState;
}

/** What tells a state from others. */
export function keyOfState({ verb, node }: AccessState): string {
  return `${verb} ${node}`;
}

/** Being somebody or something, by whatever makes that so. */
export function ownState(node: AccessNode): AccessState {
  return { verb: ownVerb(node), node };
}

/** The states from which one follows at once, in order. */
export function listCauses(graph: AccessEdges, { verb, node }: AccessState): AccessLink[] {
  if (verb === "be") return [];
  const causes: AccessLink[] = graph
    .into(node)
    .filter((edge) => edge.verb === verb)
    .map((edge) => ({ edge, state: startOf(edge) }));
  // Whoever is somebody holds the keys of that one.
  if (verb === "hold" && hasKeys(node)) causes.push({ edge: undefined, state: ownState(node) });
  return causes;
}

/** The states that follow from one at once, in order. */
export function listEffects(graph: AccessEdges, state: AccessState): AccessLink[] {
  const { node } = state;
  const key = keyOfState(state);
  const effects: AccessLink[] = graph
    .from(node)
    .filter((edge) => keyOfState(startOf(edge)) === key)
    .map((edge) => ({ edge, state: { verb: edge.verb, node: edge.to } }));
  if (key === keyOfState(ownState(node)) && hasKeys(node)) {
    effects.push({ edge: undefined, state: { verb: "hold", node } });
  }
  return effects;
}

function startOf({ from, needs }: AccessEdge): AccessState {
  return needs === undefined ? ownState(from) : { verb: needs, node: from };
}

function hasKeys(node: AccessNode): boolean {
  return ["user", "host", "operator", "service", "recipient"].includes(splitNode(node).kind);
}
