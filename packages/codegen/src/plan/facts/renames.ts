import { bareKey } from "@fleet/core/internal";
import { fieldsOf, type JsonRecord } from "../../fleet-json/json-value.ts";
import { type FleetFacts, type HostFacts, listOf, textsOf } from "./fleet-facts.ts";

/** What is called otherwise: ids of before, with those of after. */
export interface Renames {
  readonly hosts: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/**
 * Tells renames from what only one host or one person has, among those who are gone and those who are new:
 * a key, or an e-mail address. Whichever way round two fleets are compared, they are the same.
 */
export function findRenames(before: FleetFacts, after: FleetFacts): Renames {
  const hosts = pairBySigns(signsOfHosts(before), signsOfHosts(after));
  const users = pairBySigns(signsOfUsers(before), signsOfUsers(after));
  return { hosts, users };
}

/** By id: what nobody else has. */
type Signs = ReadonlyMap<string, ReadonlySet<string>>;

function pairBySigns(before: Signs, after: Signs): ReadonlyMap<string, string> {
  const owners = { before: ownersOf(before), after: ownersOf(after) };
  const pairs = new Map<string, Set<string>>();
  for (const [sign, old] of owners.before) {
    const now = owners.after.get(sign);
    const [from, to] = [old[0], now?.[0]];
    // Whoever shares it before or after says nothing by it.
    if (old.length !== 1 || now?.length !== 1 || from === undefined || to === undefined) continue;
    if (from === to || after.has(from) || before.has(to)) continue;
    pairs.set(from, (pairs.get(from) ?? new Set()).add(to));
  }
  const clear = [...pairs].flatMap(([from, [to, ...others]]): [string, string][] =>
    to === undefined || others.length > 0 ? [] : [[from, to]],
  );
  const counts = Map.groupBy(clear, ([, to]) => to);
  return new Map(clear.filter(([, to]) => counts.get(to)?.length === 1));
}

function ownersOf(signs: Signs): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const [id, own] of signs) {
    for (const sign of own) owners.set(sign, [...(owners.get(sign) ?? []), id]);
  }
  return owners;
}

function signsOfHosts({ hosts, secrets }: FleetFacts): Signs {
  return new Map(
    [...hosts].map(([id, { fields }]) => [
      id,
      new Set([...keySigns([fields["sshHostKey"]]), ...readerSigns(secrets, `host:${id}`)]),
    ]),
  );
}

function signsOfUsers({ hosts, secrets }: FleetFacts): Signs {
  const signs = new Map<string, Set<string>>();
  // Also of people without an account: whoever had the name is not somebody else now.
  for (const reader of Object.keys(fieldsOf(secrets?.["keys"]))) {
    if (!reader.startsWith("user:")) continue;
    signs.set(reader.slice("user:".length), new Set(readerSigns(secrets, reader)));
  }
  const seen = new Set<JsonRecord>();
  for (const [user, account] of accountsOf(hosts)) {
    const own = signs.get(user) ?? new Set<string>();
    signs.set(user, own);
    // Hosts share the objects of accounts that are equal.
    if (seen.has(account)) continue;
    seen.add(account);
    const { email, sshKeys } = account;
    if (typeof email === "string") own.add(`e-mail ${email}`);
    for (const sign of keySigns(listOf(sshKeys))) own.add(sign);
  }
  return signs;
}

function* accountsOf(hosts: ReadonlyMap<string, HostFacts>): Iterable<[string, JsonRecord]> {
  for (const { accounts } of hosts.values()) yield* accounts;
}

function readerSigns(secrets: JsonRecord | undefined, reader: string): string[] {
  const keys = fieldsOf(secrets?.["keys"]);
  return Object.hasOwn(keys, reader) ? textsOf(keys[reader]).map((key) => `key ${key}`) : [];
}

/** What is behind a key is no matter: its comment may be another. Of one that the environment gives nothing is known. */
function keySigns(keys: readonly unknown[]): string[] {
  return keys.flatMap((key) => (typeof key === "string" ? [`key ${bareKey(key)}`] : []));
}
