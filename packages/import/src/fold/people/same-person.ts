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
  /** Whether they are held together by keys alone. */
  readonly isByKey: boolean;
}

/** What several people have, a machine or a team gave them: it does not tell who somebody is. */
const most = 3;

/**
 * The questions whether logins are one person: those with one SSH key or one full name, as long as no host has two of
 * them, for a user has one account a host.
 */
export function askSamePerson(
  accounts: AccountsByLogin,
  { keyOf }: KeyReader,
): readonly (Question & Likeness)[] {
  const byKeys = listLikeness(accounts, (own) => {
    const lines = new Set(own.flatMap(({ user: { sshKeys } }) => sshKeys));
    return [...lines].filter((line) => !line.includes(placeholderKey)).map(keyOf);
  });
  const byKey = joinLogins(accounts, byKeys);
  const all = joinLogins(accounts, [...byKeys, ...listLikeness(accounts, namesOf)]);
  const ofKeys = new Set(byKey.map((logins) => logins.join("+")));
  return all.map((logins) => {
    const isByKey = ofKeys.has(logins.join("+"));
    return { ...questionOf(logins, { accounts, isByKey }), logins, isByKey };
  });
}

/** What says which kind of account it is says nothing of a person. */
const kinds =
  /^(?:(?:the |system |default |local |main )*(?:admin(?:istrator)?|user|account|root|guest|nixos|deploy(?:er|ment)?|builder|test)(?: user| account)?)?$/;

function namesOf(accounts: readonly PersonalAccount[]): string[] {
  const names = new Set(accounts.map(({ user }) => (user.description ?? "").trim().toLowerCase()));
  return [...names].filter((name) => !kinds.test(name));
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
  { accounts, isByKey }: { readonly accounts: AccountsByLogin; readonly isByKey: boolean },
): Question {
  const where = logins.map((login) => {
    const hosts = (accounts.get(login) ?? []).map(({ host }) => host.id);
    return `${login} on ${shorten(hosts)}`;
  });
  return {
    id: `same-person:${logins.join("+")}`,
    text: `Are ${where.join(" and ")} one person?`,
    because: isByKey
      ? "They have an SSH key in common, so that whoever holds it is both already: as one person nobody gains anything."
      : `They have the full name ${quote(nameOf(logins, accounts))} in common, which two people can have: as one person each would be asked for, and shut out, where the other is meant.`,
    answers: [
      { value: "one", text: "One person, who logs in by other names on some hosts." },
      { value: "several", text: "Several people, each a user of their own." },
    ],
    proposed: isByKey ? "one" : "several",
  };
}

function nameOf([first = ""]: readonly string[], accounts: AccountsByLogin): string {
  return (accounts.get(first) ?? []).find(({ user }) => user.description)?.user.description ?? "";
}
