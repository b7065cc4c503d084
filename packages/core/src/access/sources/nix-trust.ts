import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/**
 * Whom Nix trusts, which amounts to root: nix.conf(5), trusted-users: "adding a user to trusted-users is
 * essentially equivalent to giving that user root access to the system".
 */
export function* byTrustOfNix(
  _: QueriedFleet,
  { id, platform, accounts }: ResolvedHost,
): Iterable<AccessEdge> {
  const admins = [...accounts.values()].filter(({ isAdmin }) => isAdmin.value);
  if (platform === "linux" || admins.length === 0) return;
  for (const { user, isAdmin } of admins) {
    const { origin, path } = isAdmin;
    const from = accountNode(user, id);
    const reason = "is trusted by Nix, as admins are";
    yield { from, verb: "trust-nix", to: `host:${id}`, reason, origin, path };
  }
  yield {
    from: `host:${id}`,
    needs: "trust-nix",
    verb: "root",
    to: `host:${id}`,
    reason: "can have Nix do anything as root",
    origin: "built-in",
    path: undefined,
  };
}
