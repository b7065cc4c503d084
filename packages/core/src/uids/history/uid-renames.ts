import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Account, ResolvedFleet } from "../../resolve/resolved-fleet.ts";
import { formatUidPlace } from "../uid-ledger.ts";
import type { EarlierFleet, EarlierHost, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/**
 * Accounts that would change their uid because the person, or the Mac, is called otherwise than in the
 * ledger. The system knows them by their login, and keeps what they have.
 */
export function reportRenames(history: UidHistory): Diagnostic[] {
  const { resolved, earlier } = history;
  const found = new Map<string, Rename>();
  for (const before of earlier) {
    for (const one of listRenamedUsers(resolved, before)) found.set(keyOf(one), one);
    for (const one of listRenamedMacs(resolved, before)) found.set(keyOf(one), one);
  }
  return [...found.values()].flatMap((one) => describeRename(one, history));
}

interface Rename {
  /** The host on which it was found. */
  readonly host: string;
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  /** What a line of the ledger says, and has to say. */
  readonly lines: readonly [before: string, after: string];
  /** Who or what is called otherwise; or who had the login, and has another one now. */
  readonly names: readonly [before: string, after: string];
  readonly what: "user" | "Mac" | "login";
}

/** One for each user in a space, and one for each Mac. */
function keyOf({ what, names, lines }: Rename): string {
  return JSON.stringify(what === "Mac" ? [what, names] : [what, names, lines]);
}

/** On a host that was there before, a login is somebody else's now. */
function* listRenamedUsers({ hosts }: ResolvedFleet, before: EarlierFleet): Iterable<Rename> {
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
      const place = formatUidPlace({ uid: from, host: platform === "darwin" ? id : undefined });
      const names = [known.user, account.user] as const;
      const line = (user: string) => `${quote(place)}: ${quote(user)}`;
      const lines = [line(known.user), line(account.user)] as const;
      const what = accounts.has(known.user) ? "login" : "user";
      yield { host: id, account, from, to, lines, names, what };
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
        const lines = [`"${old}/`, `"${id}/`] as const;
        yield { host: old, account, from, to, lines, names: [old, id], what: "Mac" };
      }
    }
  }
}

function indexByLogin({ accounts }: EarlierHost) {
  return new Map([...accounts.values()].map((account) => [account.username, account]));
}

function describeRename(rename: Rename, { isForced, ledgerFile }: UidHistory): Diagnostic[] {
  const { host, account, from, to, lines, names, what } = rename;
  const [before, after] = names.map(quote);
  const login = quote(account.username.value);
  const whose = what === "Mac" ? `also on ${after},` : `now that of ${after},`;
  const message = `The login ${login} on ${quote(host)} has the uid ${from}, is ${whose} and would get ${to}.`;
  if (isForced) {
    // Another machine has disks of its own.
    if (what === "Mac") return [];
    const help = `The system keeps ${from} for a login that is there, and all its files: before you switch, delete the account there, or choose another login.`;
    const about = { severity: "warning", path: ["users", account.user], help } as const;
    return [ledgerCodes.create("uid-renamed", message, about)];
  }
  if (what === "login") {
    const help = `The account that is there has the files of ${before}: choose another login for ${after}. If it was deleted: fleet generate --force`;
    return [ledgerCodes.create("uid-renamed", message, { path: ["users", account.user], help })];
  }
  const every = what === "user" ? "" : " in every line";
  const help = `If ${before} is called ${after} now, say so in ${ledgerFile} as well: replace ${lines[0]} by ${lines[1]}${every}. If it is another ${what === "user" ? "person" : "machine"}: fleet generate --force`;
  return [ledgerCodes.create("uid-renamed", message, { file: ledgerFile, help })];
}
