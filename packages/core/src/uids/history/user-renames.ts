import { type Diagnostic, nearestName, quote } from "@fleet/diagnostics";
import type { Account, ResolvedFleet } from "../../resolve/resolved-fleet.ts";
import type { EarlierAccount, EarlierFleet, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/**
 * People who are new and look like somebody who is gone: by a mail address, an SSH key or a full name that
 * nobody else has, or, which is only likely, by a near id and the same hosts. The ledger would bury the old
 * uid and allot another one, and the files would stay with the old.
 */
export function reportUserRenames(history: UidHistory): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const before of history.earlier) {
    const { gone, come, traits } = compareUsers(history.resolved, before);
    for (const newcomer of come.values()) {
      const likely = [...gone.values()].flatMap((former) => {
        const likeness = compare(former, newcomer, traits);
        return likeness === undefined ? [] : [{ former, newcomer, likeness }];
      });
      const best = likely.find(({ likeness }) => likeness.isCertain) ?? likely[0];
      if (best === undefined) continue;
      // What is only likely is settled by writing the fleet; what is certain, by declaring a uid alone.
      if (history.isForced && !best.likeness.isCertain) continue;
      found.set(newcomer.user, describeRename(best));
    }
  }
  return [...found.values()];
}

/** Somebody on one side of a change. */
interface Person {
  readonly user: string;
  /** What tells a person from others, as words such as `the mail address "…"`. */
  readonly traits: ReadonlySet<string>;
  /** Host ids. */
  readonly hosts: ReadonlySet<string>;
}

interface Former extends Person {
  readonly accounts: ReadonlyMap<string, EarlierAccount>;
}

interface Newcomer extends Person {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly platforms: ReadonlyMap<string, string>;
}

interface Users {
  readonly gone: ReadonlyMap<string, Former>;
  readonly come: ReadonlyMap<string, Newcomer>;
  /** How many of all users before and now have a trait. */
  readonly traits: ReadonlyMap<string, number>;
}

function compareUsers({ hosts }: ResolvedFleet, before: EarlierFleet): Users {
  const now = new Map<string, Map<string, Account>>();
  for (const { id, accounts } of hosts.values()) {
    for (const account of accounts.values()) add(now, account.user, [id, account]);
  }
  const then = new Map<string, Map<string, EarlierAccount>>();
  for (const [id, { accounts }] of before) {
    for (const account of accounts.values()) add(then, account.user, [id, account]);
  }
  const platforms = new Map([...hosts.values()].map(({ id, platform }) => [id, platform]));
  const gone = new Map<string, Former>();
  const come = new Map<string, Newcomer>();
  const traits = new Map<string, number>();
  for (const user of new Set([...then.keys(), ...now.keys()])) {
    const [old, current] = [then.get(user), now.get(user)];
    const own = new Set([...listTraits(old), ...listTraits(current)]);
    for (const trait of own) traits.set(trait, (traits.get(trait) ?? 0) + 1);
    if (old !== undefined && current === undefined) {
      gone.set(user, { user, traits: own, hosts: new Set(old.keys()), accounts: old });
    }
    if (old === undefined && current !== undefined) {
      const person = { user, traits: own, hosts: new Set(current.keys()) };
      come.set(user, { ...person, accounts: current, platforms });
    }
  }
  return { gone, come, traits };
}

function add<T>(all: Map<string, Map<string, T>>, user: string, [host, account]: [string, T]) {
  const own = all.get(user) ?? new Map<string, T>();
  all.set(user, own);
  own.set(host, account);
}

type Described = Pick<EarlierAccount, "email" | "fullName" | "sshKeys">;

function listTraits(accounts: ReadonlyMap<string, Described> = new Map()): Set<string> {
  return new Set(
    [...accounts.values()].flatMap(({ email, fullName, sshKeys = [] }) => [
      ...(email === undefined ? [] : [`the mail address ${quote(email)}`]),
      ...(fullName === undefined ? [] : [`the name ${quote(fullName)}`]),
      // Of a key the comment says nothing.
      ...sshKeys.flatMap((key) =>
        typeof key === "string"
          ? [`the SSH key ${quote(key.trim().split(/\s+/, 2).join(" "))}`]
          : [],
      ),
    ]),
  );
}

interface Likeness {
  readonly isCertain: boolean;
  readonly why: string;
}

function compare(
  former: Former,
  newcomer: Newcomer,
  traits: ReadonlyMap<string, number>,
): Likeness | undefined {
  if (findMove(former, newcomer) === undefined) return undefined;
  const shared = [...newcomer.traits].find(
    (trait) => former.traits.has(trait) && traits.get(trait) === 2,
  );
  if (shared !== undefined) return { isCertain: true, why: `has ${shared}` };
  const [long, short] = [former.user, newcomer.user].sort((a, b) => b.length - a.length);
  const isNear =
    nearestName(newcomer.user, [former.user]) !== undefined ||
    (long !== undefined && short !== undefined && short.length > 2 && long.startsWith(short));
  const isThere = [...newcomer.hosts].every((host) => former.hosts.has(host));
  return isNear && isThere ? { isCertain: false, why: "is on the same hosts" } : undefined;
}

/** A host on which both have an account, with a uid that the newcomer got from the ledger alone. */
function findMove({ accounts }: Former, newcomer: Newcomer): Move | undefined {
  for (const [host, account] of newcomer.accounts) {
    const before = accounts.get(host);
    const to = account.uid;
    if (before?.uid === undefined || to?.path !== undefined || to === undefined) continue;
    // That a login is somebody else's now is said of the login.
    if (before.uid === to.value || before.username === account.username.value) continue;
    const mac = newcomer.platforms.get(host) === "darwin" ? host : undefined;
    return { host, before, account, from: before.uid, to: to.value, mac };
  }
  return undefined;
}

interface Move {
  readonly host: string;
  readonly before: EarlierAccount;
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  readonly mac: string | undefined;
}

interface Rename {
  readonly former: Former;
  readonly newcomer: Newcomer;
  readonly likeness: Likeness;
}

function describeRename({ former, newcomer, likeness }: Rename): Diagnostic {
  const move = findMove(former, newcomer);
  if (move === undefined) throw new Error("bug: nothing moves");
  const { host, before, account, from, to, mac } = move;
  const [old, id] = [quote(former.user), quote(newcomer.user)];
  const home = quote(account.homeDirectory.value);
  const message = `Is ${id} the person who was called ${old}? ${id} ${likeness.why}, and would get the uid ${to} and ${home} on ${quote(host)}; the files of ${old} have the uid ${from}.`;
  const place = mac === undefined ? `users.${newcomer.user}` : `the placement on ${quote(mac)}`;
  const login = before.username ?? former.user;
  const isAnother = likeness.isCertain
    ? `declare \`uid: ${to}\` in ${place}`
    : `run fleet generate, or declare \`uid: ${to}\` in ${place}`;
  const help = `If so: ${describeKept({ from, mac })}, and declare \`uid: ${from}, username: ${quote(login)}\` in ${place}: then nothing changes there. For a new login declare \`uid: ${from}, homeDirectory: ${quote(before.homeDirectory ?? `/home/${login}`)}\`. If it is another person, ${isAnother}.`;
  const severity = likeness.isCertain ? "error" : "warning";
  return ledgerCodes.create("user-renamed", message, {
    severity,
    path: ["users", newcomer.user],
    help,
  });
}

/** The command by which a uid can be declared for another name. */
export function describeKept({
  from,
  mac,
}: {
  readonly from: number;
  readonly mac: string | undefined;
}): string {
  return `\`fleet uids free ${from}${mac === undefined ? "" : ` --host ${mac}`}\``;
}
