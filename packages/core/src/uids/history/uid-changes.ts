import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Account } from "../../resolve/resolved-fleet.ts";
import { spaceOf } from "../uid-ledger.ts";
import { indexDeclaredUids, type UidDeclarations } from "./declared-uids.ts";
import type { EarlierFleet, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/**
 * Whose uid would change on a host where the account is already. That never comes of itself: somebody
 * declared another one, which the system there does not obey; or somebody edited the ledger, which is
 * an error unless it is forced.
 */
export function reportUidChanges(history: UidHistory): Diagnostic[] {
  const found = new Map<string, UidChange>();
  for (const one of history.earlier.flatMap((before) => [...listChanges(history, before)])) {
    const { account, from, to, mac } = one;
    const key = JSON.stringify([account.user, account.username.value, from, to, mac ?? null]);
    const same = found.get(key);
    if (same === undefined) found.set(key, one);
    else for (const host of one.hosts) same.hosts.add(host);
  }
  if (found.size === 0) return [];
  const { hosts } = history.resolved;
  const others = [...hosts.values()].filter(({ platform }) => platform !== "darwin");
  const declaredElsewhere = indexDeclaredUids(others);
  return [...found.values()].map((one) => {
    const mac = one.mac === undefined ? undefined : hosts.get(one.mac);
    const declaredAt = mac === undefined ? declaredElsewhere : indexDeclaredUids([mac]);
    return describeChange(history, one, declaredAt);
  });
}

interface UidChange {
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  /** Where it is so; ids. */
  readonly hosts: Set<string>;
  /** The id of the Mac whose space it is; undefined for NixOS. */
  readonly mac: string | undefined;
}

function* listChanges({ resolved }: UidHistory, before: EarlierFleet): Iterable<UidChange> {
  for (const { id, platform, accounts } of resolved.hosts.values()) {
    const earlier = before.get(id);
    // A machine that became a Mac, or is none any more, has new disks.
    if (earlier?.platform !== platform) continue;
    for (const account of accounts.values()) {
      const from = earlier.accounts.get(account.user)?.uid;
      const to = account.uid?.value;
      if (from === undefined || to === undefined || from === to) continue;
      const mac = platform === "darwin" ? id : undefined;
      yield { account, from, to, hosts: new Set([id]), mac };
    }
  }
}

function describeChange(
  history: UidHistory,
  change: UidChange,
  declaredAt: UidDeclarations,
): Diagnostic {
  const { account, from, to } = change;
  const { ledgerFile } = history;
  // It may be declared on another host, and is the user's on this one as well.
  const path = declaredAt(account.user, to);
  const whose = `${quote(account.user)} has the uid ${from} on ${listHosts(change)}`;
  const other = path === undefined ? findRecorded(history, change) : undefined;
  if (other !== undefined && !history.isForced) {
    const message = `${whose}, and would get ${to}, because ${other}.`;
    const help = `Where two branches were merged so, write ${to}: fleet generate --force. Where ${ledgerFile} was edited by hand, restore it from git.`;
    return ledgerCodes.create("ledger-edited", message, { file: ledgerFile, help });
  }
  if (path === undefined && !history.isForced) {
    const message = `${whose}, and would get ${to}, because ${ledgerFile} does not say ${from} any more.`;
    const help = `Restore it from git, or declare ${from}: \`users.${account.user}.uid\`, on a Mac in the placement. To write ${to} even so: fleet generate --force`;
    return ledgerCodes.create("ledger-edited", message, { file: ledgerFile, help });
  }
  const why = path === undefined ? `${ledgerFile} says ${to}` : `${to} is declared`;
  return ledgerCodes.create(
    "uid-changes",
    `${whose}, and ${why}. The system there keeps ${from}.`,
    {
      path: path ?? ["users", account.user],
      help: describeCure(history, change),
    },
  );
}

/** Whose the old uid is by the ledger, where two branches may have been merged: restored, it would be lost. */
function findRecorded(
  { recorded, ledgerFile }: UidHistory,
  { account, from, mac }: UidChange,
): string | undefined {
  const { accounts, tombstones } = spaceOf(recorded, mac);
  const owner = accounts.get(from) ?? tombstones.get(from);
  if (owner === undefined) return undefined;
  return owner === account.user
    ? `${ledgerFile} has ${from} as one that ${quote(owner)} had before`
    : `${ledgerFile} has ${from} as that of ${quote(owner)}`;
}

function listHosts({ hosts }: UidChange): string {
  const [first = "", ...more] = hosts;
  return `${quote(first)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
}

/**
 * What can be done about an account that exists. NixOS says "not applying UID change" and keeps the
 * uid (update-users-groups.pl), as nix-darwin does; only the tools of the system change it.
 */
function describeCure(history: UidHistory, change: UidChange): string {
  const { account, from, to, mac } = change;
  const login = account.username.value;
  if (mac !== undefined) {
    return `If \`id -u ${login}\` prints ${to} there, nothing is to be done. Otherwise macOS keeps ${from}: declare that.`;
  }
  for (const uid of [from, to]) {
    const other = findOther(history, change, uid);
    if (other === undefined) continue;
    return `Keep ${from} if you can. The uid ${uid} is or was that of ${quote(other)} as well, so nothing can tell whose a file is: look through them by hand.`;
  }
  return `Declare ${from} to keep it. To change it, as root on each of these hosts while nobody is logged in as ${quote(login)}: usermod -u ${to} ${login}; that changes the files in the home. Then look for others: find / -xdev -uid ${from}`;
}

/** Somebody else who has or had a uid in the space of a change. */
function findOther(
  { resolved, recorded, earlier }: UidHistory,
  { account, mac }: UidChange,
  uid: number,
): string | undefined {
  const onRecord = [recorded, resolved.ledger].flatMap((ledger) => {
    const { accounts, tombstones } = spaceOf(ledger, mac);
    return [accounts.get(uid), tombstones.get(uid)];
  });
  const built = earlier.flatMap((hosts) =>
    [...hosts].flatMap(([id, { platform, accounts }]) => {
      const isMeant = mac === undefined ? platform === "nixos" : id === mac;
      const owners = isMeant ? [...accounts.values()].filter((one) => one.uid === uid) : [];
      return owners.map(({ user }) => user);
    }),
  );
  return [...onRecord, ...built].find((user) => user !== undefined && user !== account.user);
}
