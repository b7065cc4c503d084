import { type Path, quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";

/**
 * Whoever deploys a host from elsewhere is root there. Where nothing declares whose key lets them in, they are
 * somebody; else `byRootKeys` tells who.
 */
export function* byDeploying(fleet: QueriedFleet, host: ResolvedHost): Iterable<AccessEdge> {
  const way = describeDeploy(fleet, host);
  if (way === undefined || host.root.sshKeys.length > 0) return;
  const from: AccessNode = `somebody:deploy@${host.id}`;
  const to: AccessNode = `host:${host.id}`;
  const edge = { from, to, ...way, unknown: "whose key lets root in is not declared" };
  yield { ...edge, verb: "deploy" };
  yield { ...edge, verb: "login" };
  yield runsAsRoot(to);
}

/** What is deployed runs as root, whoever deploys it. */
export function runsAsRoot(host: AccessNode): AccessEdge {
  const reason = "has what is deployed run as root";
  const decided = { origin: "built-in", path: undefined } as const;
  return { from: host, needs: "deploy", verb: "root", to: host, reason, ...decided };
}

type Way = Pick<AccessEdge, "reason" | "origin" | "path">;

/** How a host is deployed as root; undefined where nothing says so. */
export function describeDeploy(
  fleet: QueriedFleet,
  { id, hostname, deploy }: ResolvedHost,
): Way | undefined {
  const { target, engine } = deploy;
  const machine = target?.replaceAll("{host}", hostname);
  if (machine?.startsWith("root@")) {
    return { reason: `deploys to ${quote(machine)}`, ...deployPlace(fleet, id, "target") };
  }
  // These know by themselves where to deploy, and log in as root there unless they are told otherwise.
  if (machine === undefined && engine !== undefined && byThemselves.has(engine)) {
    return { reason: `deploys with ${engine}`, ...deployPlace(fleet, id, "engine") };
  }
  return undefined;
}

const byThemselves: ReadonlySet<string> = new Set(["clan", "colmena", "deploy-rs", "wire"]);

/** Where the declaration says something of how a host is deployed. */
export function deployPlace(
  { declared }: QueriedFleet,
  host: string,
  key: "target" | "engine" | "buildHost",
): { readonly origin: "host" | "defaults"; readonly path: Path } {
  const own = declared.declaredDeploys.find(
    (one) => one.host === host && one.deploy[key] !== undefined,
  );
  return own === undefined
    ? { origin: "defaults", path: ["defaults", "deploy", key] }
    : { origin: "host", path: [...own.path, key] };
}
