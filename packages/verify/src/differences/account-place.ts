import type { Account, Decided, Fleet, ResolvedHost } from "@fleet/core";
import type { Path } from "@fleet/diagnostics";

/** An account and the host it is on. */
export interface AccountPlace {
  readonly declared: Fleet;
  readonly host: string;
  readonly account: Account;
}

/** The place that decided something about an account; where nothing did, the one that made the account. */
export function findAccountPath(place: AccountPlace, decided: Decided<unknown> | undefined): Path {
  return decided?.path ?? findPlacementPath(place);
}

/** The place that says that a user has an account on a host. */
export function findPlacementPath({ declared, host, account }: AccountPlace): Path {
  return declared.hosts.get(host)?.placements.get(account.user)?.path ?? ["hosts", host, "users"];
}

/** The place that says that a login name has an account on a host; the host, for one that has none. */
export function findLoginPath(declared: Fleet, host: ResolvedHost, login: string): Path {
  const account = [...host.accounts.values()].find(({ username }) => username.value === login);
  if (account === undefined) return ["hosts", host.id];
  return findPlacementPath({ declared, host: host.id, account });
}

/** The place that describes a user. */
export function findDescriptionPath({ declared, account }: AccountPlace): Path {
  const { description, isNamed } = declared.users.get(account.user) ?? {};
  if (description !== undefined) return ["users", account.user, "description"];
  return ["users", account.user, ...(isNamed === true ? ["fullName"] : [])];
}
