import type { Path } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import type { PlacedAccount } from "./accounts/distinct-accounts.ts";
import type { Account, ResolvedHost } from "./resolved-fleet.ts";

type Clashing = "username" | "uid" | "homeDirectory";

/** Two accounts of one host that have the same value. */
export interface Clash {
  readonly host: ResolvedHost;
  /** One whose value was declared, if there is any: that is where the mistake can be mended. */
  readonly account: Account;
  readonly other: Account;
}

/** The accounts to look at. */
interface Accounts {
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** Those of the hosts, and maybe more; each once. */
  readonly distinct: readonly PlacedAccount[];
}

/** Where accounts of one host have the same value for `key`, host by host. */
export function findClashes({ hosts, distinct }: Accounts, key: Clashing): Clash[] {
  const clashes: Clash[] = [];
  if (!isShared(distinct, key)) return clashes;
  const owners = new Map<string | number, Account>();
  for (const host of hosts.values()) {
    owners.clear();
    for (const account of host.accounts.values()) {
      const decided = account[key];
      if (decided === undefined) continue;
      const value = plainValue(decided.value, key, host.platform);
      const earlier = owners.get(value);
      if (earlier === undefined) owners.set(value, account);
      else if (decided.path !== undefined) clashes.push({ host, account, other: earlier });
      else clashes.push({ host, account: earlier, other: account });
    }
  }
  return clashes;
}

/** A value as it counts: in the names of folders and accounts of a Mac, case does not. */
function plainValue(
  value: string | number,
  key: Clashing,
  platform: ResolvedHost["platform"],
): string | number {
  const isText = typeof value === "string" && key !== "uid";
  return isText && platform === "darwin" ? value.toLowerCase() : value;
}

/** Whether two users have the same value anywhere, on a Mac or not: hardly ever, and then there is nothing to look for. */
function isShared(distinct: readonly PlacedAccount[], key: Clashing): boolean {
  const owners = new Map<string | number, string>();
  return distinct.some(({ account }) => {
    const decided = account[key];
    if (decided === undefined) return false;
    const value = plainValue(decided.value, key, "darwin");
    const owner = owners.get(value) ?? account.user;
    owners.set(value, owner);
    return owner !== account.user;
  });
}

/** Where the declaration says what an account's value is; the placement where it says nothing. */
export function placeOf(fleet: Fleet, host: ResolvedHost, account: Account, key: Clashing): Path {
  const placement = fleet.hosts.get(host.id)?.placements.get(account.user);
  if (placement === undefined) throw new Error("bug: an account without a placement");
  return account[key]?.path ?? placement.path;
}
