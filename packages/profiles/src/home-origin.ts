import { type Account, type Fleet, type Origin, originPath } from "@fleet/core";
import type { Path } from "@fleet/diagnostics";

/**
 * The place in the declaration that decided something about a home, such as
 * `defaults.nonAdminProfile`; undefined when nothing in the declaration did. `key` is what a
 * placement or user would call it.
 */
export function homeOriginPath(
  fleet: Fleet,
  decision: {
    readonly host: string;
    readonly account: Account;
    readonly key: "home" | "homeProfile" | "stateVersion";
    readonly origin: Origin;
  },
): Path | undefined {
  const { account, key, origin } = decision;
  if (origin !== "defaults" || key === "stateVersion") return originPath(fleet, decision);
  const isAdmin = account.isAdmin.value;
  if (key === "home") return ["defaults", "homeMode", isAdmin ? "admin" : "nonAdmin"];
  const isByRole = !isAdmin && fleet.defaults.nonAdminProfile !== undefined;
  return ["defaults", isByRole ? "nonAdminProfile" : "homeProfile"];
}
