import { dayAfter, optionsOf } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { KeyReader } from "../key-reader.ts";
import type { AccountFacts } from "../people/account-facts.ts";

type People = ReadonlyMap<string, readonly AccountFacts[]>;

/** Says keys on a host in the fewest words that mean these and no others. */
export type KeyExpressions = (host: string, keys: readonly string[]) => readonly string[];

/** People whose keys are all among those of root are meant by their names. */
export function createKeyExpressions(people: People, { keyOf }: KeyReader): KeyExpressions {
  const usual = new Map<string, readonly string[]>();
  const onHosts = new Map<string, Map<string, readonly string[]>>();
  const holders = new Map<string, Set<string>>();
  for (const [id, accounts] of people) {
    const open = accounts.filter(({ isDisabled }) => !isDisabled);
    const kinds = new Set(open.map(({ sshKeys, expires }) => JSON.stringify([sshKeys, expires])));
    const isPlain = open.every(({ sshKeys }) => sshKeys.every((key) => typeof key === "string"));
    if (!isPlain || new Set(open.map(({ expires }) => expires)).size > 1) continue;
    // Whoever has no account on a host has the keys there that the user declares.
    if (kinds.size === 1) usual.set(id, linesOf(open[0]));
    const [first] = open;
    for (const account of accounts) {
      // As for whoever has no account there.
      if (kinds.size === 1 && !account.isDisabled && account !== first) continue;
      const own = onHosts.get(account.host.id) ?? new Map<string, readonly string[]>();
      const lines = linesOf(account);
      onHosts.set(account.host.id, own.set(id, lines));
      for (const line of lines) {
        const key = keyOf(line);
        holders.set(key, (holders.get(key) ?? new Set()).add(id));
      }
    }
  }
  return (host, keys) => {
    const wanted = new Set(keys);
    const open = new Set(keys);
    const said: string[] = [];
    const meant = new Set(keys.flatMap((line) => [...(holders.get(keyOf(line)) ?? [])]));
    for (const id of [...meant].sort(compareNames)) {
      const own = onHosts.get(host)?.get(id) ?? usual.get(id) ?? [];
      if (own.length === 0 || !own.every((line) => wanted.has(line))) continue;
      said.push(`user:${id}`);
      for (const line of own) open.delete(line);
    }
    return [...said, ...open];
  };
}

/** The lines that root has of an account's keys: with the day from which on they are not good any more. */
function linesOf(account: AccountFacts | undefined): string[] {
  const { sshKeys = [], expires, isDisabled = false } = account ?? {};
  const lines = isDisabled ? [] : sshKeys.filter((key) => typeof key === "string");
  if (expires === undefined) return lines;
  const end = `expiry-time="${dayAfter(expires).replaceAll("-", "")}"`;
  return lines.map((line) => `${end}${optionsOf(line).names.length > 0 ? "," : " "}${line}`);
}
