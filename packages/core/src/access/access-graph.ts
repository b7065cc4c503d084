import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessEdges, AccessNode } from "./access-edge.ts";
import { hostOfNode, splitNode } from "./access-node.ts";
import {
  type AccountAccessSource,
  accessSources,
  type FleetAccessSource,
} from "./access-sources.ts";
import { compareEdges, indexEdges, joinEdges } from "./edge-index.ts";

/** What else is known of access, beside what the declaration tells of hosts and accounts. */
export interface MoreAccess {
  /** Sources of edges by accounts. Default: none. */
  readonly ofAccounts?: readonly AccountAccessSource[];
  /** Sources of edges by the whole fleet. Default: none. */
  readonly ofFleet?: readonly FleetAccessSource[];
  /** Edges of any kind. Default: none. */
  readonly edges?: readonly AccessEdges[];
}

/**
 * Who can log in, become root, is trusted by Nix, and holds or reads what, as it is declared: all direct
 * edges, each with its reason and place. Nothing is worked out before it is asked for.
 */
export function createAccessGraph(fleet: QueriedFleet, more: MoreAccess = {}): AccessEdges {
  const ofFleet = [...accessSources.ofFleet, ...(more.ofFleet ?? [])];
  const across = indexEdges(ofFleet.flatMap((source) => [...source(fleet)]));
  const ofAccounts = [...accessSources.ofAccounts, ...(more.ofAccounts ?? [])];
  return inOrder(joinEdges([edgesOnHosts(fleet, ofAccounts), across, ...(more.edges ?? [])]));
}

/** The edges on hosts: of one account where that is all there is to look at, else of the whole host. */
function edgesOnHosts(fleet: QueriedFleet, sources: readonly AccountAccessSource[]): AccessEdges {
  const { hosts } = fleet.resolved;
  const hostsOf = indexUsers(hosts.values());
  const ofAccount = createAccountEdges(fleet, sources);
  const whole = new Map<string, AccessEdges>();
  const onHost = (id: string): AccessEdges => {
    const known = whole.get(id) ?? indexEdges(listOnHost(fleet, id, ofAccount));
    whole.set(id, known);
    return known;
  };
  const select = (node: AccessNode, end: "from" | "to"): Edges => {
    const { kind, name } = splitNode(node);
    const isMeant = (edge: AccessEdge) => edge[end] === node;
    if (kind === "user") return hostsOf(name).flatMap((id) => ofAccount(id, name).filter(isMeant));
    const host = hostOfNode(node);
    if (host === undefined) return [];
    if (kind === "account") {
      return ofAccount(host, name.slice(0, -host.length - 1)).filter(isMeant);
    }
    return end === "to" ? onHost(host).into(node) : onHost(host).from(node);
  };
  return {
    into: (node) => select(node, "to"),
    from: (node) => select(node, "from"),
    *all() {
      for (const id of hosts.keys()) yield* onHost(id).all();
    },
  };
}

type OfAccount = (host: string, user: string) => Edges;

function createAccountEdges(
  fleet: QueriedFleet,
  sources: readonly AccountAccessSource[],
): OfAccount {
  const known = new Map<string, Map<string, Edges>>();
  return (id, user) => {
    const onHost = known.get(id) ?? new Map<string, Edges>();
    known.set(id, onHost);
    const host = fleet.resolved.hosts.get(id);
    const account = host?.accounts.get(user);
    if (host === undefined || account === undefined) return [];
    const edges =
      onHost.get(user) ?? sources.flatMap((source) => [...source(fleet, { host, account })]);
    onHost.set(user, edges);
    return edges;
  };
}

function listOnHost(fleet: QueriedFleet, id: string, ofAccount: OfAccount): AccessEdge[] {
  const host = fleet.resolved.hosts.get(id);
  if (host === undefined) return [];
  return [
    ...[...host.accounts.keys()].flatMap((user) => ofAccount(id, user)),
    ...accessSources.ofHosts.flatMap((source) => [...source(fleet, host)]),
  ];
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
  const keep = (list: (node: AccessNode) => Edges) => {
    const kept = new Map<AccessNode, Edges>();
    return (node: AccessNode) => {
      const known = kept.get(node) ?? sortEdges(list(node));
      kept.set(node, known);
      return known;
    };
  };
  return {
    into: keep(edges.into),
    from: keep(edges.from),
    loose: keep(edges.loose ?? edges.from),
    bundles: edges.bundles ?? (() => []),
    all: () => sortEdges([...edges.all()]),
  };
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
