import type { QueriedFleet, ResolvedHost } from "@fleet/core";
import { type AccessEdge, type AccountOnHost, accountNode } from "@fleet/core/access";
import { decide } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";

/**
 * A home decrypts its secrets with its owner's private key, which lies in it: so whoever acts as the account,
 * or is root on the host, has that key.
 */
export function* byHomeKeys(
  fleet: QueriedFleet,
  { host, account: { user, username } }: AccountOnHost,
): Iterable<AccessEdge> {
  const secrets = fleet.declared.users.get(user)?.secrets;
  if (secrets === undefined || secrets.size === 0 || !hasHome(fleet, host, user)) return;
  const edge: Omit<AccessEdge, "from"> = {
    verb: "hold",
    to: `user:${user}`,
    reason: `has the key that the home of ${quote(username.value)} on ${quote(host.id)} decrypts its secrets with`,
    origin: "user",
    path: ["users", user, "secrets"],
  };
  yield { ...edge, from: accountNode(user, host.id) };
  yield { ...edge, from: `host:${host.id}` };
}

/** Whether fleet makes a home of an account, in any of the ways that `@fleet/profiles` knows. */
function hasHome({ declared }: QueriedFleet, host: ResolvedHost, id: string): boolean {
  const user = declared.users.get(id);
  const placement = declared.hosts.get(host.id)?.placements.get(id);
  if (user === undefined || placement === undefined) return false;
  if (host.accounts.get(id)?.isDisabled.value === true) return false;
  const own = decide(placement, user, "home")?.value;
  if (own !== undefined || host.platform === "linux") return own !== "none";
  const { adminHomeMode, nonAdminHomeMode } = declared.defaults;
  const isAdmin = host.accounts.get(id)?.isAdmin.value === true;
  return (isAdmin ? adminHomeMode : nonAdminHomeMode) !== "none";
}
