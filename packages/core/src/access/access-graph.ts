import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessEdges, AccessNode } from "./access-edge.ts";
import { hostOfNode, splitNode } from "./access-node.ts";
import { type AccessSource, accessSources, fleetAccessSources } from "./access-sources.ts";
import { compareEdges, indexEdges, joinEdges } from "./edge-index.ts";

/** What else is known of access, beside what the declaration tells of hosts and accounts. */
export interface MoreAccess {
  /** Sources of edges on single hosts. Default: none. */
  readonly sources?: readonly AccessSource[];
  /** Edges of any kind. Default: none. */
  readonly edges?: readonly AccessEdges[];
}

/**
 * Who can log in, become root, is trusted by Nix, and holds or reads what, as it is declared: all direct
 * edges, each with its reason and place. Nothing is worked out before it is asked for.
 */
export function createAccessGraph(fleet: QueriedFleet, more: MoreAccess = {}): AccessEdges {
  const across = indexEdges(fleetAccessSources.flatMap((source) => [...source(fleet)]));
  const onHosts = edgesOnHosts(fleet, [...accessSources, ...(more.sources ?? [])]);
  return inOrder(joinEdges([onHosts, across, ...(more.edges ?? [])]));
}

function edgesOnHosts(fleet: QueriedFleet, sources: readonly AccessSource[]): AccessEdges {
  const known = new Map<string, AccessEdges>();
  const { hosts } = fleet.resolved;
  const on = (id: string): AccessEdges => {
    const host = hosts.get(id);
    const edges =
      known.get(id) ??
      indexEdges(host === undefined ? [] : sources.flatMap((source) => [...source(fleet, host)]));
    known.set(id, edges);
    return edges;
  };
  const hostsOf = indexUsers(hosts.values());
  const near = (node: AccessNode): readonly AccessEdges[] => {
    const { kind, name } = splitNode(node);
    const host = hostOfNode(node);
    if (host !== undefined) return [on(host)];
    return kind === "user" ? hostsOf(name).map(on) : [];
  };
  return {
    into: (node) => near(node).flatMap((edges) => edges.into(node)),
    from: (node) => near(node).flatMap((edges) => edges.from(node)),
    *all() {
      for (const id of hosts.keys()) yield* on(id).all();
    },
  };
}

/** On which hosts users have accounts, found out when it is first asked. */
function indexUsers(hosts: Iterable<ResolvedHost>): (user: string) => readonly string[] {
  let byUser: Map<string, string[]> | undefined;
  return (user) => {
    if (byUser === undefined) {
      byUser = new Map();
      for (const { id, accounts } of hosts) {
        for (const name of accounts.keys()) {
          const known = byUser.get(name);
          if (known === undefined) byUser.set(name, [id]);
          else known.push(id);
        }
      }
    }
    return byUser.get(user) ?? [];
  };
}

/** Edges in the one order, each once, whatever sources they come from. What was sorted once is kept. */
function inOrder(edges: AccessEdges): AccessEdges {
  const kept = { into: new Map<AccessNode, Edges>(), from: new Map<AccessNode, Edges>() };
  const sort = (side: "into" | "from") => (node: AccessNode) => {
    const known = kept[side].get(node) ?? sortEdges(edges[side](node));
    kept[side].set(node, known);
    return known;
  };
  return { into: sort("into"), from: sort("from"), all: () => sortEdges([...edges.all()]) };
}

type Edges = readonly AccessEdge[];

function sortEdges(found: Edges): Edges {
  if (found.length < 2) return found;
  const sorted = found.toSorted(compareEdges);
  return sorted.filter((edge, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareEdges(edge, before) !== 0;
  });
}
