import { formatPath } from "@fleet/diagnostics";
import { type QueriedFleet, selectHosts } from "./queried-fleet.ts";

/** Somebody who has an account on a host. A row of plain data, as JSON holds it. */
export interface PersonOnHost {
  readonly host: string;
  /** The user's id. */
  readonly user: string;
  readonly login: string;
  /** Null where the system chooses. */
  readonly uid: number | null;
  readonly isAdmin: boolean;
  /** In order. */
  readonly groups: readonly string[];
  /** The placement: `hosts.mini.users[0]`. */
  readonly because: string;
}

/** Somebody who administers a host, by the declaration. */
export interface AdminOnHost {
  readonly host: string;
  /** The user's id. */
  readonly user: string;
  readonly login: string;
  /** Where it is declared: `users.keith.isAdmin`. */
  readonly because: string;
}

/** Who has an account on a host, in order; without a host, on every one, host by host. Empty for a host that there is not. */
export function listPeople(fleet: QueriedFleet, host?: string): PersonOnHost[] {
  return selectHosts(fleet, host).flatMap(({ id, accounts }) =>
    [...accounts.values()].map(({ user, username, uid, isAdmin, groups }) => ({
      host: id,
      user,
      login: username.value,
      uid: uid?.value ?? null,
      isAdmin: isAdmin.value,
      groups: groups.map(({ value }) => value),
      because: formatPath(fleet.declared.hosts.get(id)?.placements.get(user)?.path ?? []),
    })),
  );
}

/** Who is admin on a host, in order; without a host, on every one, host by host. */
export function listAdmins(fleet: QueriedFleet, host?: string): AdminOnHost[] {
  return selectHosts(fleet, host).flatMap(({ id, accounts }) =>
    [...accounts.values()].flatMap(({ user, username, isAdmin }) => {
      const because = formatPath(isAdmin.path ?? []);
      return isAdmin.value ? [{ host: id, user, login: username.value, because }] : [];
    }),
  );
}
