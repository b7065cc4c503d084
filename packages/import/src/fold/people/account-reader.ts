import type { FoundUser } from "../../found/found-user.ts";
import type { FoldedHost } from "../folded-host.ts";
import {
  type AccountFacts,
  type AccountReading,
  type ReadAccount,
  readAccount,
} from "./account-facts.ts";
import type { PersonalAccount } from "./list-accounts.ts";

/**
 * Reads accounts as `readAccount` does. One account on several hosts of NixOS, which do not differ in what is read of
 * them, is read once, unless something is left of it: that is said of each.
 */
export function createAccountReader({
  left,
  keys,
}: AccountReading): (account: PersonalAccount) => AccountFacts {
  const known = new Map<FoundUser, Map<string, ReadAccount>>();
  const kinds = new Map<FoldedHost, string>();
  return (account) => {
    const { host, user, homes } = account;
    if (host.platform !== "nixos") return { ...readAccount(account, { left, keys }), ...account };
    const kind = kinds.get(host) ?? kindOf(host);
    kinds.set(host, kind);
    const ofUser = known.get(user) ?? new Map<string, ReadAccount>();
    known.set(user, ofUser);
    const before = ofUser.get(kind);
    if (before !== undefined) return { ...before, host, user, homes };
    let isWhole = true;
    const add: typeof left.add = (thing) => {
      isWhole = false;
      left.add(thing);
    };
    const read = readAccount(account, { left: { ...left, add }, keys });
    if (isWhole) ofUser.set(kind, read);
    return { ...read, host, user, homes };
  };
}

/** All that is read of a host when an account of NixOS is. */
function kindOf({ found: { trustedUsers, groups, secrets } }: FoldedHost): string {
  return JSON.stringify([
    trustedUsers,
    groups.map(({ name, gid }) => [name, gid]),
    secrets.map(({ name }) => name),
  ]);
}
