import { compareNames, quote } from "@fleet/diagnostics";
import { placeholderKey } from "../../found/nix-values.ts";
import type { Question } from "../../proposal/proposal.ts";
import type { KeyReader } from "../key-reader.ts";
import { shorten } from "../left-list.ts";
import type { PersonalAccount } from "./list-accounts.ts";

type AccountsByLogin = ReadonlyMap<string, readonly PersonalAccount[]>;

/** Logins that may be one person's. */
interface Likeness {
  /** In order. */
  readonly logins: readonly string[];
  /** What holds them together. */
  readonly by: "home" | "key" | "name";
}

/** What several people have, a machine or a team gave them: it does not tell who somebody is. */
const most = 3;

/**
 * The questions whether logins are one person: those with one SSH key, one full name, or a home by the other login, as long as no host has two of
 * them, for a user has one account a host.
 */
export function askSamePerson(
  accounts: AccountsByLogin,
  { keyOf }: KeyReader,
): readonly (Question & Likeness)[] {
  const byKeys = listLikeness(accounts, (own) => {
    const lines = new Set<string>();
    for (const user of usersOf(own)) for (const line of user.sshKeys) lines.add(line);
    return [...lines].filter((line) => !line.includes(placeholderKey)).map(keyOf);
  });
  const byHomes = listLikeness(accounts, idsInHomes);
  const textsOf = (alike: readonly (readonly string[])[]) =>
    new Set(joinLogins(accounts, alike).map((logins) => logins.join("+")));
  const ofHomes = textsOf(byHomes);
  const ofKeys = textsOf([...byHomes, ...byKeys]);
  const all = joinLogins(accounts, [...byHomes, ...byKeys, ...listLikeness(accounts, namesOf)]);
  return all.map((logins) => {
    const text = logins.join("+");
    const by = ofHomes.has(text) ? "home" : ofKeys.has(text) ? "key" : "name";
    return { ...questionOf(logins, { accounts, by }), logins, by };
  });
}

/** What homes that are built on their own are called, and the login. */
function idsInHomes(accounts: readonly PersonalAccount[]): string[] {
  const ids = new Set<string>();
  for (const { user, homes } of accounts) {
    ids.add(user.login);
    for (const { kind, home } of homes) {
      if (kind === "standalone") ids.add(home.name.split("@", 1).join(""));
    }
  }
  return [...ids];
}

/** Accounts that are equal on many hosts are one object. */
function usersOf(accounts: readonly PersonalAccount[]): Set<PersonalAccount["user"]> {
  const users = new Set<PersonalAccount["user"]>();
  for (const { user } of accounts) users.add(user);
  return users;
}

/** What says which kind of account it is says nothing of a person. */
const kinds =
  /^(?:(?:the |system |default |local |main )*(?:admin(?:istrator)?|user|account|root|guest|nixos|deploy(?:er|ment)?|builder|test)(?: user| account)?)?$/;

function namesOf(accounts: readonly PersonalAccount[]): string[] {
  const names = [...usersOf(accounts)].map(({ description }) =>
    (description ?? "").trim().toLowerCase(),
  );
  return [...new Set(names)].filter((name) => !kinds.test(name));
}

/** The logins that have one sign each, in order. */
function listLikeness(
  accounts: AccountsByLogin,
  signsOf: (accounts: readonly PersonalAccount[]) => readonly string[],
): string[][] {
  const bySign = new Map<string, Set<string>>();
  for (const [login, own] of accounts) {
    for (const sign of new Set(signsOf(own))) {
      const known = bySign.get(sign);
      if (known === undefined) bySign.set(sign, new Set([login]));
      else known.add(login);
    }
  }
  const alike = [...bySign.values()].filter(({ size }) => size > 1 && size <= most);
  return alike.map((logins) => [...logins].sort(compareNames));
}

/** Joins what has a login in common, unless two would be on one host. */
function joinLogins(accounts: AccountsByLogin, alike: readonly (readonly string[])[]): string[][] {
  const groupOf = new Map<string, Set<string>>();
  const hostsOf = (logins: Iterable<string>) =>
    [...logins].flatMap((login) => (accounts.get(login) ?? []).map(({ host }) => host.id));
  for (const [first = "", ...others] of alike) {
    for (const other of others) {
      const [one, two] = [first, other].map((login) => groupOf.get(login) ?? new Set([login]));
      if (one === undefined || two === undefined || one === two) continue;
      const joined = new Set([...one, ...two]);
      const hosts = hostsOf(joined);
      if (joined.size > most || new Set(hosts).size < hosts.length) continue;
      for (const login of joined) groupOf.set(login, joined);
    }
  }
  const groups = [...new Set(groupOf.values())].map((group) => [...group].sort(compareNames));
  return groups.sort(([a = ""], [b = ""]) => compareNames(a, b));
}

function questionOf(
  logins: readonly string[],
  { accounts, by }: { readonly accounts: AccountsByLogin; readonly by: Likeness["by"] },
): Question {
  const where = logins.map((login) => {
    const hosts = (accounts.get(login) ?? []).map(({ host }) => host.id);
    return `${login} on ${shorten(hosts)}`;
  });
  return {
    id: `same-person:${logins.join("+")}`,
    text: `Are ${where.join(" and ")} one person?`,
    because: reasonOf(by, nameOf(logins, accounts)),
    answers: [
      { value: "one", text: "One person, who logs in by other names on some hosts." },
      { value: "several", text: "Several people, each a user of their own." },
    ],
    proposed: by === "name" ? "several" : "one",
  };
}

function reasonOf(by: Likeness["by"], name: string): string {
  if (by === "home")
    return "The flake calls a home of one by the other: it takes them for one person.";
  if (by === "key") {
    return "They have an SSH key in common, so that whoever holds it is both already: as one person nobody gains anything.";
  }
  return `They have the full name ${quote(name)} in common, which two people can have: as one person each would be asked for, and shut out, where the other is meant.`;
}

function nameOf([first = ""]: readonly string[], accounts: AccountsByLogin): string {
  return (accounts.get(first) ?? []).find(({ user }) => user.description)?.user.description ?? "";
}
