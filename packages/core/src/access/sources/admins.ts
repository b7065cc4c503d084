import { hasManagedAccounts } from "../../declaration/hosts/deploy-engines.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { isDeclaredAdmin } from "../../resolve/accounts/disabled.ts";
import type { ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";
import type { AccountOnHost } from "../access-sources.ts";

/** Admins become root: on NixOS as members of wheel, elsewhere if the system has them as admins. */
export function* byBeingAdmin(
  { declared }: QueriedFleet,
  { host, account: { user, isAdmin, isDisabled } }: AccountOnHost,
): Iterable<AccessEdge> {
  const { id, platform } = host;
  const placement = declared.hosts.get(id)?.placements.get(user);
  // Off NixOS, whoever is disabled keeps the rights that the system itself gave.
  const isKept =
    isDisabled.value &&
    platform !== "nixos" &&
    placement !== undefined &&
    isDeclaredAdmin(declared.users.get(user), placement);
  if (!isAdmin.value && !isKept) return;
  yield {
    from: accountNode(user, id),
    verb: "root",
    to: `host:${id}`,
    reason:
      platform === "nixos"
        ? `is an admin: in wheel, which may use sudo${asking(host)}`
        : "is an admin",
    origin: isAdmin.origin,
    path: isAdmin.path,
    ...(platform === "nixos"
      ? {}
      : { unknown: hasManagedAccounts(host) ? elsewhere[platform] : ofNobody }),
  };
}

/** What is said of sudo where it does not ask for a password: whoever acts as the account is root. */
function asking({ root }: ResolvedHost): string {
  return root.sudoNeedsPassword.value ? "" : " without a password";
}

const elsewhere = {
  darwin: "macOS says who is in its group admin",
  linux: "it is put into the group sudo, and the distribution says what that lets do",
} as const;

const ofNobody = "fleet manages no system there";
