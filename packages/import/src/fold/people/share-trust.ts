import type { AccountFacts } from "./account-facts.ts";
import type { SharedValue } from "./shared-value.ts";

/** Says something only where Nix trusts whom it would not by being admin, or the other way round. */
export function shareTrust(
  accounts: readonly AccountFacts[],
  isAdmin: boolean,
): SharedValue<boolean> {
  const known = accounts.filter(({ isTrusted }) => isTrusted !== undefined);
  const isUsual = (account: AccountFacts) => account.isTrusted === (account.isAdmin ?? isAdmin);
  if (known.every(isUsual)) return { ofUser: undefined, byHost: new Map() };
  const differing = known.filter((account) => !isUsual(account));
  const [first, ...others] = known.map(({ isTrusted }) => isTrusted);
  const isOfAll = known.length === accounts.length && others.every((one) => one === first);
  // Of a few hosts it is said where it is so.
  if (isOfAll && differing.length * 2 > known.length) return { ofUser: first, byHost: new Map() };
  return {
    ofUser: undefined,
    byHost: new Map(
      differing.flatMap(({ host, isTrusted }) =>
        isTrusted === undefined ? [] : [[host.id, isTrusted] as const],
      ),
    ),
  };
}
