import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Account } from "../../resolve/resolved-fleet.ts";
import { spaceOf } from "../uid-ledger.ts";
import type { EarlierFleet, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { findSpace, isPin } from "./uid-places.ts";

/**
 * Whose uid would change on a host where the account is already. That never comes of itself: somebody
 * declared another one, which the system there does not obey; or somebody edited the ledger, which is
 * an error unless it is forced.
 */
export function reportUidChanges(history: UidHistory): Diagnostic[] {
  const found = new Map<string, UidChange>();
  for (const one of history.earlier.flatMap((before) => [...listChanges(history, before)])) {
    const { account, from, to, space, pinned } = one;
    const key = JSON.stringify([account.user, account.username.value, from, to, space, pinned]);
    const same = found.get(key);
    if (same === undefined) found.set(key, one);
    else for (const host of one.hosts) same.hosts.add(host);
  }
  return [...found.values()].map((one) => describeChange(history, one));
}

interface UidChange {
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  /** Where it is so; ids. */
  readonly hosts: Set<string>;
  /** The id of the Mac, or of the NixOS host that pins the new one; null for what all NixOS hosts share. */
  readonly space: string | null;
  readonly isOnMac: boolean;
  /** The NixOS host that pinned the old one; null where none did. */
  readonly pinned: string | null;
}

function* listChanges(
  { resolved, recorded }: UidHistory,
  before: EarlierFleet,
): Iterable<UidChange> {
  for (const { id, platform, accounts } of resolved.hosts.values()) {
    const earlier = before.get(id);
    // A machine that became a Mac, or is none any more, has new disks.
    if (earlier?.platform !== platform) continue;
    for (const account of accounts.values()) {
      const from = earlier.accounts.get(account.user)?.uid;
      const to = account.uid?.value;
      if (from === undefined || to === undefined || from === to) continue;
      const isOnMac = platform === "darwin";
      const space = isOnMac || isPin(account) ? id : null;
      const built = { host: id, platform, user: account.user, uid: from };
      const pinned = isOnMac ? null : (findSpace(built, [recorded, resolved.ledger]) ?? null);
      yield { account, from, to, hosts: new Set([id]), space, isOnMac, pinned };
    }
  }
}

function describeChange(history: UidHistory, change: UidChange): Diagnostic {
  const { account, from, to } = change;
  const { ledgerFile } = history;
  const path = account.uid?.path;
  const whose = `${quote(account.user)} has the uid ${from} on ${listHosts(change)}`;
  if (path === undefined && change.pinned !== null) return describeUnpinned(history, change);
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

/** A pin that was taken out gives the machine no other uid: it has what was pinned. */
function describeUnpinned(history: UidHistory, change: UidChange): Diagnostic {
  const { account, from, to } = change;
  const user = quote(account.user);
  const message = `${user} has the uid ${from} on ${listHosts(change)}, where it was pinned, and would get ${to}, that of all NixOS hosts. The system there keeps ${from}.`;
  const path = ["users", account.user];
  return ledgerCodes.create("uid-changes", message, { path, help: describeCure(history, change) });
}

/** Whose the old uid is by the ledger, where two branches may have been merged: restored, it would be lost. */
function findRecorded(
  { recorded, ledgerFile }: UidHistory,
  { account, from, space }: UidChange,
): string | undefined {
  const { accounts, tombstones } = spaceOf(recorded, space ?? undefined);
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
  const { account, from, to, isOnMac } = change;
  const login = account.username.value;
  if (isOnMac) {
    return `If \`id -u ${login}\` prints ${to} there, nothing is to be done. Otherwise macOS keeps ${from}: declare that.`;
  }
  for (const uid of [from, to]) {
    const other = findOther(history, change, uid);
    if (other === undefined) continue;
    return `Keep ${from} if you can. The uid ${uid} is or was that of ${quote(other)} as well, so nothing can tell whose a file is: look through them by hand.`;
  }
  const keep =
    change.space === null && change.pinned === null
      ? `Declare ${from} to keep it.`
      : `To keep it, pin it in the placement: uid: ${from}.`;
  return `${keep} To change it, as root on each of these hosts while nobody is logged in as ${quote(login)}: usermod -u ${to} ${login}; that changes the files in the home. Then look for others: find / -xdev -uid ${from}`;
}

/** Somebody else who has or had a uid in the space of a change. */
function findOther(
  { resolved, recorded, earlier }: UidHistory,
  { account, hosts: changed, isOnMac }: UidChange,
  uid: number,
): string | undefined {
  const spaces = isOnMac ? [...changed] : [undefined, ...changed];
  const onRecord = [recorded, resolved.ledger].flatMap((ledger) =>
    spaces.flatMap((space) => {
      const { accounts, tombstones } = spaceOf(ledger, space);
      return [accounts.get(uid), tombstones.get(uid)];
    }),
  );
  const built = earlier.flatMap((hosts) =>
    [...hosts].flatMap(([id, { platform, accounts }]) => {
      const isMeant = isOnMac ? changed.has(id) : platform === "nixos";
      const owners = isMeant ? [...accounts.values()].filter((one) => one.uid === uid) : [];
      return owners.map(({ user }) => user);
    }),
  );
  return [...onRecord, ...built].find((user) => user !== undefined && user !== account.user);
}
