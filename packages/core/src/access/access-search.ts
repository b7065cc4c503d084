import type { AccessEdge, AccessEdges } from "./access-edge.ts";
import {
  type AccessLink,
  type AccessState,
  keyOfState,
  listCauses,
  listEffects,
} from "./access-state.ts";

/** What was found from somewhere: by the key of each state the link that it was reached by. */
type Reached = ReadonlyMap<string, Step>;

interface Step {
  readonly state: AccessState;
  readonly link: AccessLink | undefined;
}

/** Which states lead somewhere, or follow from something, and by which edges. */
export interface AccessSearch {
  /** Every state that was reached, in the order in which it was. */
  readonly states: () => Iterable<AccessState>;
  /** The shortest way of a state, without an unknown if there is one; undefined where there is none. */
  readonly wayOf: (state: AccessState) => readonly AccessEdge[] | undefined;
}

/**
 * Everything that leads to a state, over any number of edges; circles do no harm. What lies beyond `without`
 * is not looked at.
 */
export function searchCauses(
  graph: AccessEdges,
  target: AccessState,
  without?: AccessState,
): AccessSearch {
  return search(target, { next: (state) => listCauses(graph, state), without, isBackward: true });
}

/** Everything that follows from a state. */
export function searchEffects(graph: AccessEdges, start: AccessState): AccessSearch {
  return search(start, {
    next: (state) => listEffects(graph, state),
    without: undefined,
    isBackward: false,
  });
}

interface Direction {
  readonly next: (state: AccessState) => readonly AccessLink[];
  readonly without: AccessState | undefined;
  /** Whether the edges lead from what is reached to where the search began. */
  readonly isBackward: boolean;
}

function search(start: AccessState, direction: Direction): AccessSearch {
  const any = walk(start, direction, () => true);
  // What is certain is not to be missed for a shorter way that is not, so it is looked for by itself.
  const certain = any.sawUnknown
    ? walk(start, direction, ({ edge }) => edge?.unknown === undefined).reached
    : any.reached;
  return {
    *states() {
      for (const { state } of any.reached.values()) yield state;
    },
    wayOf: (state) => {
      const key = keyOfState(state);
      const reached = certain.has(key) ? certain : any.reached;
      return reached.has(key) ? collectEdges(reached, key, direction) : undefined;
    },
  };
}

interface Walk {
  readonly reached: Reached;
  /** Whether any edge was come by that may not be there. */
  readonly sawUnknown: boolean;
}

function walk(
  start: AccessState,
  { next, without }: Direction,
  isMeant: (link: AccessLink) => boolean,
): Walk {
  const banned = without === undefined ? undefined : keyOfState(without);
  const reached = new Map<string, Step>([[keyOfState(start), { state: start, link: undefined }]]);
  let sawUnknown = false;
  // What a map gains while it is gone through comes last.
  for (const { state } of reached.values()) {
    for (const link of next(state)) {
      if (link.edge?.unknown !== undefined) sawUnknown = true;
      const key = keyOfState(link.state);
      if (key === banned || reached.has(key) || !isMeant(link)) continue;
      reached.set(key, { state: link.state, link: { edge: link.edge, state } });
    }
  }
  return { reached, sawUnknown };
}

function collectEdges(reached: Reached, key: string, { isBackward }: Direction): AccessEdge[] {
  const edges: AccessEdge[] = [];
  for (
    let at = reached.get(key)?.link;
    at !== undefined;
    at = reached.get(keyOfState(at.state))?.link
  ) {
    if (at.edge !== undefined) edges.push(at.edge);
  }
  return isBackward ? edges : edges.reverse();
}
