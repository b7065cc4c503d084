import { type Diagnostic, quote } from "@fleet/diagnostics";
import { sayMove } from "../../moved/said-move.ts";
import type { Account, ResolvedFleet } from "../../resolve/resolved-fleet.ts";
import type { EarlierFleet, EarlierHost, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { describeDeclaring, findSpace } from "./uid-places.ts";

/**
 * Accounts that would change their uid because the person, or the Mac, is called otherwise than in the
 * ledger. The system knows them by their login, and keeps what they have.
 */
export function reportRenames(history: UidHistory): Diagnostic[] {
  const { resolved, earlier } = history;
  const found = new Map<string, Rename>();
  for (const before of earlier) {
    for (const one of listRenamedUsers(history, before)) found.set(keyOf(one), one);
    for (const one of listRenamedMacs(resolved, before)) {
      const same = found.get(keyOf(one));
      if (same === undefined) found.set(keyOf(one), one);
      else addAccount(same, one);
    }
  }
  return [...found.values()].flatMap((one) => describeRename(one, history));
}

/** Once, also where both sides of a merge say it. */
function addAccount({ account, more }: Rename, { account: { user }, from }: Rename): void {
  const isKnown = account.user === user || more.some((one) => one.user === user);
  if (!isKnown) more.push({ user, from });
}

interface Rename {
  /** The host on which it was found. */
  readonly host: string;
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  /** The host whose space the old one is of: a Mac, or a NixOS host that pins it; undefined for all NixOS hosts. */
  readonly space: string | undefined;
  /** Whether a NixOS host pins the old one, by a placement that has to say it still. */
  readonly isPinned: boolean;
  /** Further accounts of a Mac under another name, with their uids there. */
  readonly more: { readonly user: string; readonly from: number }[];
  /** Who or what is called otherwise; or who had the login, and has another one now. */
  readonly names: readonly [before: string, after: string];
  readonly what: "user" | "Mac" | "login";
}

/** One for each user in a space, and one for each Mac. */
function keyOf({ what, names, from, space }: Rename): string {
  return JSON.stringify(what === "Mac" ? [what, names] : [what, names, from, space ?? null]);
}

/** On a host that was there before, a login is somebody else's now. */
function* listRenamedUsers(
  { resolved: { hosts, ledger }, recorded }: UidHistory,
  before: EarlierFleet,
): Iterable<Rename> {
  for (const { id, platform, accounts } of hosts.values()) {
    const earlier = before.get(id);
    if (earlier?.platform !== platform) continue;
    const byLogin = indexByLogin(earlier);
    for (const account of accounts.values()) {
      const known = byLogin.get(account.username.value);
      const to = account.uid?.value;
      if (known?.uid === undefined || to === undefined || known.user === account.user) continue;
      const from = known.uid;
      if (from === to) continue;
      const built = { host: id, platform, user: known.user, uid: from };
      const space = findSpace(built, [recorded, ledger]);
      const names = [known.user, account.user] as const;
      const isPinned = platform === "nixos" && space !== undefined;
      const what = accounts.has(known.user) ? "login" : "user";
      yield { host: id, account, from, to, space, isPinned, names, what, more: [] };
    }
  }
}

/** A Mac that is new has a login of one that is gone. */
function* listRenamedMacs({ hosts }: ResolvedFleet, before: EarlierFleet): Iterable<Rename> {
  const gone = [...before].filter(([id, { platform }]) => platform === "darwin" && !hosts.has(id));
  for (const { id, platform, accounts } of hosts.values()) {
    if (platform !== "darwin" || before.has(id)) continue;
    for (const [old, earlier] of gone) {
      const byLogin = indexByLogin(earlier);
      for (const account of accounts.values()) {
        const from = byLogin.get(account.username.value)?.uid;
        const to = account.uid?.value;
        if (from === undefined || to === undefined || from === to) continue;
        const names = [old, id] as const;
        const about = { space: id, isPinned: false, names } as const;
        yield { host: old, account, from, to, ...about, what: "Mac", more: [] };
      }
    }
  }
}

function indexByLogin({ accounts }: EarlierHost) {
  return new Map([...accounts.values()].map((account) => [account.username, account]));
}

function describeRename(rename: Rename, { isForced }: UidHistory): Diagnostic[] {
  const { host, account, from, to, isPinned, names, what } = rename;
  // Another machine has disks of its own.
  if (what === "Mac") return isForced ? [] : [describeMacRename(rename)];
  const [before, after] = names.map(quote);
  const login = quote(account.username.value);
  const message = `The login ${login} on ${quote(host)} was that of ${before} with the uid ${from}, is that of ${after} now, and would get ${to}.`;
  if (isForced) {
    const help = `The system keeps ${from} for a login that is there, and all its files: before you switch, delete the account there, or choose another login.`;
    const about = { severity: "warning", path: ["users", account.user], help } as const;
    return [ledgerCodes.create("uid-renamed", message, about)];
  }
  if (what === "login") {
    const help = `The account that is there has the files of ${before}: choose another login for ${after}. If it was deleted: fleet generate --force`;
    return [ledgerCodes.create("uid-renamed", message, { path: ["users", account.user], help })];
  }
  const path = ["users", account.user];
  const help = `If ${before} is called ${after} now: ${sayMove("user", names[0], names[1])}; ${sayStaying({ host, from, isPinned })}. If it is another person: fleet generate --force`;
  return [ledgerCodes.create("uid-renamed", message, { path, help })];
}

/** What becomes of a uid with the rename: a pin goes with its placement. */
export function sayStaying({
  host,
  from,
  isPinned,
}: Pick<Rename, "host" | "from" | "isPinned">): string {
  return isPinned
    ? `the uid stays with \`uid: ${from}\` in ${describeDeclaring("", host)}`
    : "the uid stays";
}

/** A Mac under another name has all accounts of the old one. */
function describeMacRename({ names: [old, id], account, from, to, more }: Rename): Diagnostic {
  const login = quote(account.username.value);
  const message = `The login ${login} on ${quote(old)} has the uid ${from}, is also on ${quote(id)}, and would get ${to}.`;
  const count = more.length === 0 ? "the uid stays" : `the uids of ${more.length + 1} people stay`;
  const help = `If ${quote(old)} is called ${quote(id)} now: ${sayMove("host", old, id)}; ${count} there. If it is another machine: fleet generate --force`;
  return ledgerCodes.create("uid-renamed", message, { path: ["hosts", id, "users"], help });
}
