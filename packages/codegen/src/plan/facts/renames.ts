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
 * a key, an e-mail address, or the same account of a machine; and from what `moved` says. Whichever way round two
 * fleets are compared, they are the same.
 */
export function findRenames(before: FleetFacts, after: FleetFacts): Renames {
  const signs = { before: signsOfHosts(before), after: signsOfHosts(after) };
  const hosts = addSaid(
    pairBySigns(signs.before, signs.after),
    pairBySaying("hosts", [before, after], signs),
  );
  const users = { before: signsOfUsers(before), after: signsOfUsers(after) };
  addAccounts(users.before, { facts: before, others: users.after, hostNames: hosts });
  addAccounts(users.after, { facts: after, others: users.before, hostNames: new Map() });
  return {
    hosts,
    users: addSaid(
      pairBySigns(users.before, users.after),
      pairBySaying("users", [before, after], users),
    ),
  };
}

/** What `moved` says of those who are gone and those who are new: that of after, and that of before the other way round. */
function pairBySaying(
  section: keyof Renames,
  [before, after]: readonly [FleetFacts, FleetFacts],
  known: { readonly before: Signs; readonly after: Signs },
): ReadonlyMap<string, string> {
  const movedOf = ({ fleet }: FleetFacts) => [...(fleet?.declared.moved[section] ?? [])];
  const said = [
    ...movedOf(after),
    ...movedOf(before).map(([old, to]): [string, string] => [to, old]),
  ];
  const fitting = said.filter(
    ([from, to]) =>
      known.before.has(from) &&
      !known.after.has(from) &&
      known.after.has(to) &&
      !known.before.has(to),
  );
  return onlyClear(fitting);
}

/** With what is said, which counts before what only looks so. */
function addSaid(
  seen: ReadonlyMap<string, string>,
  said: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const taken = new Set(said.values());
  const left = [...seen].filter(([from, to]) => !said.has(from) && !taken.has(to));
  return new Map([...said, ...left]);
}

/** Those that lead from one to one. */
function onlyClear(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
  const [from, to] = [0, 1].map((at) => Map.groupBy(distinct, (pair) => pair[at]));
  return new Map(
    distinct.filter((pair) => from?.get(pair[0])?.length === 1 && to?.get(pair[1])?.length === 1),
  );
}

/** By id: what nobody else has. */
type Signs = ReadonlyMap<string, ReadonlySet<string>>;

/** The signs of a side that more are added to. */
type GrowingSigns = ReadonlyMap<string, Set<string>>;

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

function signsOfUsers({ hosts, secrets }: FleetFacts): GrowingSigns {
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

interface OtherSide {
  readonly facts: FleetFacts;
  readonly others: Signs;
  /** What hosts are called on the side after, where that is otherwise. */
  readonly hostNames: ReadonlyMap<string, string>;
}

/**
 * An account with the same login, uid and home on the same host is the same to the machine, whoever the declaration says
 * it is of. Only of those who are gone or new: nobody else is called otherwise.
 */
function addAccounts(signs: GrowingSigns, { facts, others, hostNames }: OtherSide): void {
  const candidates = [...signs].filter(([user]) => !others.has(user));
  if (candidates.length === 0) return;
  for (const [id, { accounts }] of facts.hosts) {
    for (const [user, own] of candidates) {
      const account = accounts.get(user);
      if (account === undefined) continue;
      const { username, uid, homeDirectory } = account;
      const same = [hostNames.get(id) ?? id, username, uid ?? null, homeDirectory];
      own.add(`account ${JSON.stringify(same)}`);
    }
  }
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
