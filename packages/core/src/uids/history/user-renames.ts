import { type Diagnostic, nearestName, quote } from "@fleet/diagnostics";
import { sayMove } from "../../moved/said-move.ts";
import type { Account } from "../../resolve/resolved-fleet.ts";
import {
  type ComparedPeople,
  comparePeople,
  type Former,
  type Newcomer,
  type Platforms,
} from "./compared-people.ts";
import type { EarlierAccount, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { describeDeclaring, findSpace } from "./uid-places.ts";
import { sayStaying } from "./uid-renames.ts";

/**
 * People who are new and look like somebody who is gone: by a mail address, a key or a full name that nobody
 * else has, or, which is only likely, by a near id and the same hosts. The ledger would bury the old
 * uid and allot another one, and the files would stay with the old.
 */
export function reportUserRenames(history: UidHistory): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const before of history.earlier) {
    const people = comparePeople(history, before);
    for (const newcomer of people.come.values()) {
      const likely = [...people.gone.values()].flatMap((former) => {
        const rename = compare({ former, newcomer }, people);
        return rename === undefined ? [] : [rename];
      });
      const best = likely.find(({ likeness }) => likeness.isCertain) ?? likely[0];
      if (best === undefined) continue;
      // What is only likely is settled by writing the fleet; what is certain, by declaring a uid alone.
      if (history.isForced && !best.likeness.isCertain) continue;
      found.set(newcomer.user, describeRename(best, history));
    }
  }
  return [...found.values()];
}

interface Likeness {
  readonly isCertain: boolean;
  readonly why: string;
}

interface Pair {
  readonly former: Former;
  readonly newcomer: Newcomer;
}

function compare(pair: Pair, { traits, platforms }: ComparedPeople): Rename | undefined {
  const { former, newcomer } = pair;
  const move = findMove(pair, platforms);
  const shared = [...newcomer.traits].find(
    (trait) => former.traits.has(trait) && traits.get(trait) === 2,
  );
  if (shared !== undefined) {
    const elsewhere = move ?? findMoveElsewhere(pair, platforms);
    const likeness = { isCertain: true, why: `has ${shared}` };
    return elsewhere === undefined ? undefined : { ...pair, likeness, move: elsewhere };
  }
  const [long, short] = [former.user, newcomer.user].sort((a, b) => b.length - a.length);
  const isNear =
    nearestName(newcomer.user, [former.user]) !== undefined ||
    (long !== undefined && short !== undefined && short.length > 2 && long.startsWith(short));
  const isThere = [...newcomer.hosts].every((host) => former.hosts.has(host));
  if (move === undefined || !isNear || !isThere) return undefined;
  return { ...pair, likeness: { isCertain: false, why: "is on the same hosts" }, move };
}

/** A host on which both have an account, with a uid that the newcomer got from the ledger alone. */
function findMove(
  { former, newcomer }: Pair,
  { before: then, after: now }: Platforms,
): Move | undefined {
  for (const [host, account] of newcomer.accounts) {
    const before = former.accounts.get(host);
    // A machine that became a Mac, or is none any more, has new disks.
    if (before === undefined || then.get(host) !== now.get(host)) continue;
    // That a login is somebody else's now is said of the login.
    if (before.username === account.username.value) continue;
    const move = moveOf({ host, old: host, before, account }, now.get(host));
    if (move !== undefined) return move;
  }
  return undefined;
}

/**
 * Where the two have no host in common, for their hosts are called otherwise as well: NixOS hosts, which
 * share their uids, or a Mac that is gone and one that is new.
 */
function findMoveElsewhere(
  { former, newcomer }: Pair,
  { before: then, after: now }: Platforms,
): Move | undefined {
  if ([...newcomer.hosts].some((host) => former.hosts.has(host))) return undefined;
  for (const [host, account] of newcomer.accounts) {
    const platform = now.get(host);
    for (const [old, before] of former.accounts) {
      const isNew = platform === "darwin" && !then.has(host) && !now.has(old);
      if (then.get(old) !== platform || !(platform === "nixos" || isNew)) continue;
      const move = moveOf({ host, old, before, account }, platform);
      if (move !== undefined) return move;
    }
  }
  return undefined;
}

/** Undefined where the uid stays, is declared or is not known. */
function moveOf(
  { host, old, before, account }: Pick<Move, "host" | "old" | "before" | "account">,
  platform: string | undefined,
): Move | undefined {
  const to = account.uid;
  if (before.uid === undefined || to === undefined || to.path !== undefined) return undefined;
  if (before.uid === to.value) return undefined;
  return { host, old, platform, before, account, from: before.uid, to: to.value };
}

interface Move {
  readonly host: string;
  /** The host of the old account, which may have been called otherwise. */
  readonly old: string;
  readonly platform: string | undefined;
  readonly before: EarlierAccount;
  readonly account: Account;
  readonly from: number;
  readonly to: number;
}

interface Rename extends Pair {
  readonly likeness: Likeness;
  readonly move: Move;
}

function describeRename(
  { former, newcomer, likeness, move }: Rename,
  { recorded, resolved }: UidHistory,
): Diagnostic {
  const { host, before, account, from, to, platform } = move;
  const built = { host: move.old, platform, user: former.user, uid: from };
  const space = platform === "darwin" ? host : findSpace(built, [recorded, resolved.ledger]);
  const [old, id] = [quote(former.user), quote(newcomer.user)];
  const home = quote(account.homeDirectory.value);
  const message = `Is ${id} the person who was called ${old}? ${id} ${likeness.why}, and would get the uid ${to} and ${home} on ${quote(host)}; the files of ${old} have the uid ${from}.`;
  const isPinned = platform === "nixos" && space !== undefined;
  const place = describeDeclaring(newcomer.user, isPinned ? host : space);
  const login = before.username ?? former.user;
  const isAnother = likeness.isCertain
    ? `declare \`uid: ${to}\` in ${place}`
    : `run fleet generate, or declare \`uid: ${to}\` in ${place}`;
  const isMacMoved = platform === "darwin" && move.old !== host;
  const ofMac = isMacMoved ? ` First the Mac: ${sayMove("host", move.old, host)}.` : "";
  const help = `If so: ${sayMove("user", former.user, newcomer.user)}; login and home stay, and ${sayStaying({ host, from, isPinned })}.${ofMac} For a new login declare \`username: ${quote(account.username.value)}, homeDirectory: ${quote(before.homeDirectory ?? `/home/${login}`)}\` beside. If it is another person, ${isAnother}.`;
  const severity = likeness.isCertain ? "error" : "warning";
  return ledgerCodes.create("user-renamed", message, {
    severity,
    path: ["users", newcomer.user],
    help,
  });
}
