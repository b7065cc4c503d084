import type { Account, ResolvedHost } from "../resolved-fleet.ts";

/** An account, and the first host that has it. */
export interface PlacedAccount {
  readonly host: ResolvedHost;
  readonly account: Account;
}

/** One account of each kind, in the order of their hosts: a large fleet has few. */
export function listDistinctAccounts(hosts: Iterable<ResolvedHost>): PlacedAccount[] {
  const seen = new Set<Account["kind"]>();
  const distinct: PlacedAccount[] = [];
  for (const host of hosts) {
    for (const account of host.accounts.values()) {
      if (seen.has(account.kind)) continue;
      seen.add(account.kind);
      distinct.push({ host, account });
    }
  }
  return distinct;
}
