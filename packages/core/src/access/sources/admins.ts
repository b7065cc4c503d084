import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/** Admins become root: on NixOS as members of wheel, elsewhere if the system has them as admins. */
export function* byBeingAdmin(
  _: QueriedFleet,
  { id, platform, accounts }: ResolvedHost,
): Iterable<AccessEdge> {
  for (const { user, isAdmin } of accounts.values()) {
    if (!isAdmin.value) continue;
    yield {
      from: accountNode(user, id),
      verb: "root",
      to: `host:${id}`,
      reason: platform === "nixos" ? "is an admin: in wheel, which may use sudo" : "is an admin",
      origin: isAdmin.origin,
      path: isAdmin.path,
      ...(platform === "nixos" ? {} : { unknown: elsewhere[platform] }),
    };
  }
}

const elsewhere = {
  darwin: "macOS says who is in its group admin",
  linux: "fleet manages no system there",
} as const;
