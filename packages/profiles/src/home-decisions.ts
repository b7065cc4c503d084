import type { Account, Decided, Fleet } from "@fleet/core";
import type { HomeMode, Host, Placement, User } from "@fleet/core/internal";
import { builtIn, decide } from "@fleet/core/internal";

/** Everything that decides about one account's home. */
export interface HomeQuestion {
  readonly fleet: Fleet;
  readonly host: Host;
  readonly user: User;
  readonly placement: Placement;
  readonly account: Account;
}

/**
 * The profile of an account: what the placement says, or the user, or `defaults.nonAdminProfile` for
 * who is not admin, or the host, or `defaults.homeProfile`. Null asks the next.
 */
export function decideProfile({
  fleet,
  host,
  user,
  placement,
  account,
}: HomeQuestion): Decided<string | null> {
  const { nonAdminProfile, homeProfile } = fleet.defaults;
  const own = decide(placement, user, "homeProfile");
  if (own !== undefined) return own;
  if (!account.isAdmin.value && nonAdminProfile !== undefined) {
    return { value: nonAdminProfile, origin: "defaults", path: ["defaults", "nonAdminProfile"] };
  }
  if (host.homeProfile !== undefined) {
    return { value: host.homeProfile, origin: "host", path: ["hosts", host.id, "homeProfile"] };
  }
  if (homeProfile === undefined) return builtIn(null);
  return { value: homeProfile, origin: "defaults", path: ["defaults", "homeProfile"] };
}

/**
 * How the home of an account is built: what the placement says, or the user, or
 * `defaults.homeMode`, or `integrated`; on a host without a system of ours, `standalone`. A disabled account has
 * none: what is in its directory stays as it is.
 */
export function decideHomeMode({
  fleet,
  host,
  user,
  placement,
  account,
}: HomeQuestion): Decided<HomeMode> {
  if (account.isDisabled.value) return { ...account.isDisabled, value: "none" };
  const own = decide(placement, user, "home");
  if (own !== undefined) return own;
  if (host.platform === "linux") return builtIn("standalone");
  const { adminHomeMode, nonAdminHomeMode } = fleet.defaults;
  const isAdmin = account.isAdmin.value;
  const byRole = isAdmin ? adminHomeMode : nonAdminHomeMode;
  if (byRole === undefined) return builtIn("integrated");
  const path = ["defaults", "homeMode", isAdmin ? "admin" : "nonAdmin"];
  return { value: byRole, origin: "defaults", path };
}

/** The release that a home began with: the user's, or the host's, or the fleet's. Empty when none is declared. */
export function decideStateVersion({ fleet, host, user }: HomeQuestion): Decided<string> {
  const key = "stateVersion";
  if (user.stateVersion !== undefined) {
    return { value: user.stateVersion, origin: "user", path: ["users", user.id, key] };
  }
  if (host.stateVersion !== undefined) {
    return { value: host.stateVersion, origin: "host", path: ["hosts", host.id, key] };
  }
  const { stateVersion = "" } = fleet.defaults;
  return { value: stateVersion, origin: "defaults", path: ["defaults", key] };
}
