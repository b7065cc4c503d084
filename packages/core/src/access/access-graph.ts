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
      known.get(id) ?? indexEdges(host === undefined ? [] : listOn(fleet, host, sources));
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

/** The edges on a host; whoever logs in as one of its accounts also logs in on the host. */
function listOn(
  fleet: QueriedFleet,
  host: ResolvedHost,
  sources: readonly AccessSource[],
): AccessEdge[] {
  const edges = sources.flatMap((source) => [...source(fleet, host)]);
  const ofHost = edges.flatMap((edge): AccessEdge[] => {
    const isLogin = edge.verb === "login" && splitNode(edge.to).kind === "account";
    return isLogin ? [{ ...edge, to: `host:${host.id}` }] : [];
  });
  return [...edges, ...ofHost];
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

/** Edges in the one order, each once, whatever sources they come from. */
function inOrder(edges: AccessEdges): AccessEdges {
  const sort = (found: readonly AccessEdge[]) =>
    found.length < 2
      ? found
      : found
          .toSorted(compareEdges)
          .filter(
            (edge, index, all) => index === 0 || compareEdges(edge, all[index - 1] ?? edge) !== 0,
          );
  return {
    into: (node) => sort(edges.into(node)),
    from: (node) => sort(edges.from(node)),
    all: () => sort([...edges.all()]),
  };
}
