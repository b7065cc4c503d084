import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AccessEdge } from "./access-edge.ts";
import { byBeingAdmin } from "./sources/admins.ts";
import { byBuildingFor } from "./sources/build-hosts.ts";
import { byOpenServices } from "./sources/code-servers.ts";
import { byDeploying } from "./sources/deploys.ts";
import { byGroups } from "./sources/groups.ts";
import { byLogin } from "./sources/logins.ts";
import { byTrustOfNix } from "./sources/nix-trust.ts";

/**
 * Says what leads where on one host: between the host, its accounts and services, and those whose they are.
 * Each edge has its reason and place. A new way to root is one of these, in a file of its own.
 */
export type AccessSource = (fleet: QueriedFleet, host: ResolvedHost) => Iterable<AccessEdge>;

/** Says what leads from one host to another. */
export type FleetAccessSource = (fleet: QueriedFleet) => Iterable<AccessEdge>;

/** All that the declaration tells of a host, in no order that counts. */
export const accessSources: readonly AccessSource[] = [
  byLogin,
  byBeingAdmin,
  byGroups,
  byTrustOfNix,
  byOpenServices,
  byDeploying,
];

/** All that it tells of hosts among each other. */
export const fleetAccessSources: readonly FleetAccessSource[] = [byBuildingFor];
