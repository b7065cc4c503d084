import { bareKey } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import { groupBy } from "../frequency.ts";
import type { AccountFacts } from "../people/account-facts.ts";

type People = ReadonlyMap<string, readonly AccountFacts[]>;

/** Says keys on a host in the fewest words that mean these and no others. */
export type KeyExpressions = (host: string, keys: readonly string[]) => readonly string[];

/** People whose keys are all among those of root are meant by their names. */
export function createKeyExpressions(people: People): KeyExpressions {
  const usual = new Map<string, readonly string[]>();
  const onHosts = new Map<string, Map<string, readonly string[]>>();
  const holders = new Map<string, Set<string>>();
  for (const [id, accounts] of people) {
    // Whose keys end is not said by a key without its end.
    if (accounts.some(({ expires, isDisabled }) => expires !== undefined || isDisabled)) continue;
    if (accounts.some(({ sshKeys }) => sshKeys.some((key) => typeof key === "object"))) continue;
    const lists = groupBy(accounts, ({ sshKeys }) => JSON.stringify(sshKeys));
    const [first] = [...lists.values()].sort((a, b) => b.length - a.length);
    usual.set(id, linesOf(first?.[0]?.sshKeys ?? []));
    for (const { host, sshKeys } of accounts) {
      const own = onHosts.get(host.id) ?? new Map<string, readonly string[]>();
      onHosts.set(host.id, own.set(id, linesOf(sshKeys)));
      for (const line of linesOf(sshKeys)) {
        const key = bareKey(line);
        holders.set(key, (holders.get(key) ?? new Set()).add(id));
      }
    }
  }
  return (host, keys) => {
    const wanted = new Set(keys);
    const open = new Set(keys);
    const said: string[] = [];
    const meant = new Set(keys.flatMap((line) => [...(holders.get(bareKey(line)) ?? [])]));
    for (const id of [...meant].sort(compareNames)) {
      const own =
        onHosts.get(host)?.get(id) ??
        (canBeElsewhere(people, id) ? usual.get(id) : undefined) ??
        [];
      if (own.length === 0 || !own.every((line) => wanted.has(line))) continue;
      said.push(`user:${id}`);
      for (const line of own) open.delete(line);
    }
    return [...said, ...open];
  };
}

/** Whether the keys of somebody without an account on a host are all that a user declares. */
function canBeElsewhere(people: People, id: string): boolean {
  const lists = new Set((people.get(id) ?? []).map(({ sshKeys }) => JSON.stringify(sshKeys)));
  return lists.size === 1;
}

function linesOf(keys: AccountFacts["sshKeys"]): string[] {
  return keys.filter((key) => typeof key === "string");
}
