import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/** Whom Nix trusts: the admins, where fleet makes the system. */
export function* byTrustOfNix(
  _: QueriedFleet,
  { host: { id, platform }, account: { user, isAdmin } }: AccountOnHost,
): Iterable<AccessEdge> {
  if (platform === "linux" || !isAdmin.value) return;
  const { origin, path } = isAdmin;
  const from = accountNode(user, id);
  const reason = "is trusted by Nix, as admins are";
  yield { from, verb: "trust-nix", to: `host:${id}`, reason, origin, path };
}

/**
 * That trust amounts to root, as nix.conf(5) says of trusted-users: "adding a user to trusted-users is
 * essentially equivalent to giving that user root access to the system".
 */
export function* trustIsRoot(_: QueriedFleet, { id }: ResolvedHost): Iterable<AccessEdge> {
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
