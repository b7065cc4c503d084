import { compareNames, formatPath } from "@fleet/diagnostics";
import type { AccessEdge, AccessEdges, AccessNode, EdgeBundle } from "./access-edge.ts";

const none: readonly AccessEdge[] = [];

/** Looks edges up by either of their ends. */
export function indexEdges(edges: readonly AccessEdge[]): AccessEdges {
  const byEnd = Map.groupBy(edges, ({ to }) => to);
  const byStart = Map.groupBy(edges, ({ from }) => from);
  return {
    into: (node) => byEnd.get(node) ?? none,
    from: (node) => byStart.get(node) ?? none,
    all: () => edges,
  };
}

/** All edges of several sets as one set. */
export function joinEdges(sets: readonly AccessEdges[]): AccessEdges {
  const collect = (pick: (set: AccessEdges) => readonly AccessEdge[]) => {
    const found = sets.map(pick).filter(({ length }) => length > 0);
    return found.length < 2 ? (found[0] ?? none) : found.flat();
  };
  return {
    into: (node: AccessNode) => collect((set) => set.into(node)),
    from: (node: AccessNode) => collect((set) => set.from(node)),
    loose: (node: AccessNode) => collect((set) => (set.loose ?? set.from)(node)),
    bundles: (node: AccessNode) => sets.flatMap((set) => set.bundles?.(node) ?? []),
    *all() {
      for (const set of sets) yield* set.all();
    },
  };
}

/** The edges of a bundle, one by one. */
export function untie({ edge, targets }: EdgeBundle): AccessEdge[] {
  return targets.map((to) => ({ ...edge, to }));
}

/** The one order of edges: by their ends, then by what they say. */
export function compareEdges(a: AccessEdge, b: AccessEdge): number {
  return (
    compareNames(a.from, b.from) ||
    compareNames(a.needs ?? "", b.needs ?? "") ||
    compareNames(a.verb, b.verb) ||
    compareNames(a.to, b.to) ||
    compareNames(a.reason, b.reason) ||
    compareNames(a.unknown ?? "", b.unknown ?? "") ||
    compareNames(formatPath(a.path ?? []), formatPath(b.path ?? []))
  );
}
