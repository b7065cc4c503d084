import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AccessEdge } from "./access-edge.ts";
import { byBeingAdmin } from "./sources/admins.ts";
import { byBuildingFor } from "./sources/build-hosts.ts";
import { byOpenServices } from "./sources/code-servers.ts";
import { byDeploying } from "./sources/deploys.ts";
import { byGroups } from "./sources/groups.ts";
import { byHostKeys } from "./sources/host-keys.ts";
import { byLogin } from "./sources/logins.ts";
import { byTrustedNames, byTrustOfNix, trustIsRoot } from "./sources/nix-trust.ts";
import { byRootKeys } from "./sources/root-keys.ts";
import { bySamePasswords } from "./sources/same-passwords.ts";
import { byServiceAccounts } from "./sources/service-accounts.ts";

/** An account, and the host that it is on. */
export interface AccountOnHost {
  readonly host: ResolvedHost;
  readonly account: Account;
}

/**
 * Says what leads where by an account: between it, its host, its services, and the user whose it is. Each edge
 * has its reason and place. A new way to root mostly is one of these, in a file of its own.
 */
export type AccountAccessSource = (fleet: QueriedFleet, on: AccountOnHost) => Iterable<AccessEdge>;

/** Says what leads where on one host, whoever has accounts there. */
export type HostAccessSource = (fleet: QueriedFleet, host: ResolvedHost) => Iterable<AccessEdge>;

/** Says what leads from one host to another, or what few hosts have, such as people who need no account there. */
export type FleetAccessSource = (fleet: QueriedFleet) => Iterable<AccessEdge>;

/** All that the declaration tells of access, by what has to be looked at. The order does not count. */
export const accessSources = {
  ofAccounts: [byLogin, byBeingAdmin, byGroups, byTrustOfNix, byOpenServices],
  ofHosts: [trustIsRoot, byTrustedNames, byDeploying],
  ofFleet: [byBuildingFor, byRootKeys, byServiceAccounts, byHostKeys, bySamePasswords],
} as const satisfies {
  readonly ofAccounts: readonly AccountAccessSource[];
  readonly ofHosts: readonly HostAccessSource[];
  readonly ofFleet: readonly FleetAccessSource[];
};
