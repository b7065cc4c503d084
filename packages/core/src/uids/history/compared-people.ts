import { quote } from "@fleet/diagnostics";
import { bareKey } from "../../keys/authorized-key.ts";
import type { Account } from "../../resolve/resolved-fleet.ts";
import type { EarlierAccount, EarlierFleet, UidHistory } from "./earlier-fleet.ts";

/** Somebody on one side of a change. */
interface Person {
  readonly user: string;
  /** What tells a person from others, as words such as `the mail address "…"`. */
  readonly traits: ReadonlySet<string>;
  /** Host ids. */
  readonly hosts: ReadonlySet<string>;
}

/** Somebody who is gone. */
export interface Former extends Person {
  readonly accounts: ReadonlyMap<string, EarlierAccount>;
}

/** Somebody who is new. */
export interface Newcomer extends Person {
  readonly accounts: ReadonlyMap<string, Account>;
}

/** Who is gone, who has come, and what tells them from others. */
export interface ComparedPeople {
  readonly gone: ReadonlyMap<string, Former>;
  readonly come: ReadonlyMap<string, Newcomer>;
  /** How many of all users before and now have a trait. */
  readonly traits: ReadonlyMap<string, number>;
  /** By host id, before and now. */
  readonly platforms: Platforms;
}

/** The platforms of hosts by id, before and now. */
export interface Platforms {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** Compares who has accounts with who had them. */
export function comparePeople(
  { resolved: { hosts }, ageKeys }: Pick<UidHistory, "resolved" | "ageKeys">,
  before: EarlierFleet,
): ComparedPeople {
  const now = new Map<string, Map<string, Account>>();
  for (const { id, accounts } of hosts.values()) {
    for (const account of accounts.values()) add(now, account.user, [id, account]);
  }
  const then = new Map<string, Map<string, EarlierAccount>>();
  for (const [id, { accounts }] of before) {
    for (const account of accounts.values()) add(then, account.user, [id, account]);
  }
  const platforms = {
    before: new Map([...before].map(([id, { platform }]) => [id, platform])),
    after: new Map([...hosts.values()].map(({ id, platform }) => [id, platform])),
  };
  const gone = new Map<string, Former>();
  const come = new Map<string, Newcomer>();
  const traits = new Map<string, number>();
  for (const user of new Set([...then.keys(), ...now.keys()])) {
    const [old, current] = [then.get(user), now.get(user)];
    const keys = current === undefined ? [] : (ageKeys?.get(user) ?? []);
    const own = new Set([...listTraits(old), ...listTraits(current), ...keys.map(nameAgeKey)]);
    for (const trait of own) traits.set(trait, (traits.get(trait) ?? 0) + 1);
    if (old !== undefined && current === undefined) {
      gone.set(user, { user, traits: own, hosts: new Set(old.keys()), accounts: old });
    }
    if (old === undefined && current !== undefined) {
      const person = { user, traits: own, hosts: new Set(current.keys()) };
      come.set(user, { ...person, accounts: current });
    }
  }
  return { gone, come, traits, platforms };
}

function add<T>(all: Map<string, Map<string, T>>, user: string, [host, account]: [string, T]) {
  const own = all.get(user) ?? new Map<string, T>();
  all.set(user, own);
  own.set(host, account);
}

type Described = Pick<EarlierAccount, "ageKeys" | "email" | "fullName" | "sshKeys">;

function listTraits(accounts: ReadonlyMap<string, Described> = new Map()): Set<string> {
  return new Set(
    [...accounts.values()].flatMap(({ email, fullName, sshKeys = [], ageKeys = [] }) => [
      ...ageKeys.map(nameAgeKey),
      ...(email === undefined ? [] : [`the mail address ${quote(email)}`]),
      ...(fullName === undefined ? [] : [`the name ${quote(fullName)}`]),
      // Of a key the comment says nothing, nor do options.
      ...sshKeys.flatMap((key) =>
        typeof key === "string" ? [`the SSH key ${quote(bareKey(key))}`] : [],
      ),
    ]),
  );
}

function nameAgeKey(key: string): string {
  return `the age key ${quote(key)}`;
}
