import type { Account, Decided, Fleet, HomeMode, Host, Placement, User } from "@fleet/core";
import { decide } from "@fleet/core/internal";

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
    return { value: nonAdminProfile, origin: "defaults" };
  }
  if (host.homeProfile !== undefined) return { value: host.homeProfile, origin: "host" };
  if (homeProfile !== undefined) return { value: homeProfile, origin: "defaults" };
  return { value: null, origin: "built-in" };
}

/**
 * How the home of an account is built: what the placement says, or the user, or
 * `defaults.homeMode`, or `integrated`; on a host without a system of ours, `standalone`.
 */
export function decideHomeMode({
  fleet,
  host,
  user,
  placement,
  account,
}: HomeQuestion): Decided<HomeMode> {
  const own = decide(placement, user, "home");
  if (own !== undefined) return own;
  if (host.platform === "linux") return { value: "standalone", origin: "built-in" };
  const { adminHomeMode, nonAdminHomeMode } = fleet.defaults;
  const byRole = account.isAdmin.value ? adminHomeMode : nonAdminHomeMode;
  if (byRole !== undefined) return { value: byRole, origin: "defaults" };
  return { value: "integrated", origin: "built-in" };
}

/** The release that a home began with: the user's, or the host's, or the fleet's. Empty when none is declared. */
export function decideStateVersion({ fleet, host, user }: HomeQuestion): Decided<string> {
  if (user.stateVersion !== undefined) return { value: user.stateVersion, origin: "user" };
  if (host.stateVersion !== undefined) return { value: host.stateVersion, origin: "host" };
  return { value: fleet.defaults.stateVersion ?? "", origin: "defaults" };
}
