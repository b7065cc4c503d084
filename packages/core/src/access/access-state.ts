import type { AccessEdge, AccessEdges, AccessNode, AccessVerb, EdgeBundle } from "./access-edge.ts";
import { ownVerb, splitNode } from "./access-node.ts";
import { compareEdges, untie } from "./edge-index.ts";

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

/** The states that follow from one at once, in order, without those of bundles that are not looked at. */
export function listEffects(
  graph: AccessEdges,
  state: AccessState,
  isLookedAt: (bundle: EdgeBundle) => boolean,
): AccessLink[] {
  const { node } = state;
  const starts = (edge: AccessEdge) => isSame(startOf(edge), state);
  const bundles = (graph.bundles?.(node) ?? []).filter(
    (bundle) => starts(bundle.edge) && isLookedAt(bundle),
  );
  const edges = (graph.loose ?? graph.from)(node).filter(starts);
  const all =
    bundles.length === 0 ? edges : [...edges, ...bundles.flatMap(untie)].sort(compareEdges);
  const effects = all.map(
    (edge): AccessLink => ({ edge, state: { verb: edge.verb, node: edge.to } }),
  );
  if (isSame(ownState(node), state) && hasKeys(node)) {
    effects.push({ edge: undefined, state: { verb: "hold", node } });
  }
  return effects;
}

function isSame(a: AccessState, b: AccessState): boolean {
  return a.node === b.node && a.verb === b.verb;
}

function startOf({ from, needs }: AccessEdge): AccessState {
  return needs === undefined ? ownState(from) : { verb: needs, node: from };
}

function hasKeys(node: AccessNode): boolean {
  return ["user", "host", "operator", "service", "recipient"].includes(splitNode(node).kind);
}
