import type { Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { declaredPath } from "./resolve-accounts.ts";
import type { Account, ResolvedHost } from "./resolved-fleet.ts";

type Clashing = "username" | "uid" | "homeDirectory";

/**
 * Pairs of accounts of one host that have the same value for `key`. The first of a pair is one whose
 * value was declared, if there is any: that is where the mistake can be mended.
 */
export function* clashes(
  host: ResolvedHost,
  key: Clashing,
): Iterable<[account: Account, other: Account]> {
  const owners = new Map<string | number, Account>();
  for (const account of host.accounts.values()) {
    const decided = account[key];
    if (decided === undefined) continue;
    const other = owners.get(decided.value);
    if (other === undefined) owners.set(decided.value, account);
    else yield decided.origin === "built-in" ? [other, account] : [account, other];
  }
}

/** Where the declaration says what an account's value is; the placement where it says nothing. */
export function placeOf(fleet: Fleet, host: ResolvedHost, account: Account, key: Clashing): Path {
  const placement = fleet.hosts.get(host.id)?.placements.get(account.user);
  if (placement === undefined || account[key]?.origin === "built-in") return account.path;
  return declaredPath(placement, key);
}
