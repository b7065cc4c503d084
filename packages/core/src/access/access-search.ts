import type { AccessEdge, AccessEdges, AccessVerb } from "./access-edge.ts";
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
  const next = (state: AccessState) => listCauses(graph, state);
  return search(target, { createNext: () => next, without, isBackward: true });
}

/** Everything that follows from a state. */
export function searchEffects(graph: AccessEdges, start: AccessState): AccessSearch {
  return search(start, {
    createNext: (isMeant) => {
      // What a bundle leads to has been reached once another one of the same targets has been gone through.
      const seen = new Map<AccessVerb, Set<object>>();
      return (state) =>
        listEffects(graph, state, ({ edge, targets }) => {
          const known = seen.get(edge.verb) ?? new Set();
          const isLookedAt = !known.has(targets);
          if (isMeant({ edge, state })) seen.set(edge.verb, known.add(targets));
          return isLookedAt;
        });
    },
    without: undefined,
    isBackward: false,
  });
}

interface Direction {
  /** For a walk by the links that are meant, what lists those from a state. */
  readonly createNext: (
    isMeant: (link: AccessLink) => boolean,
  ) => (state: AccessState) => readonly AccessLink[];
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
  { createNext, without }: Direction,
  isMeant: (link: AccessLink) => boolean,
): Walk {
  const banned = without === undefined ? undefined : keyOfState(without);
  const reached = new Map<string, Step>([[keyOfState(start), { state: start, link: undefined }]]);
  const next = createNext(isMeant);
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
