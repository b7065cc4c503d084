import type { MovedIds } from "../parse/fleet.ts";
import { createLedger, emptySpace, type UidLedger, type UidSpace } from "../uids/uid-ledger.ts";
import { isWithoutMoves } from "./sound-moves.ts";

/**
 * The ledger under new ids: every uid stays whose it is, on record, left behind or freed. Where the new id has a uid
 * already in the same space, it keeps that, and the one of the old id is one that it had before. Done twice is done once.
 */
export function moveLedger(ledger: UidLedger, moves: MovedIds): UidLedger {
  if (isWithoutMoves(moves)) return ledger;
  const spaces = new Map<string, UidSpace>();
  // Those that have their name already come first: they count before what is moved to them.
  const ordered = [...ledger.hosts].sort(
    ([a], [b]) => Number(moves.hosts.has(a)) - Number(moves.hosts.has(b)),
  );
  for (const [host, own] of ordered) {
    const id = moves.hosts.get(host) ?? host;
    spaces.set(id, joinSpaces(spaces.get(id) ?? emptySpace, moveSpace(own, moves.users)));
  }
  return createLedger(moveSpace(ledger.nixos, moves.users), spaces);
}

function moveSpace(
  { accounts, tombstones, freed }: UidSpace,
  users: ReadonlyMap<string, string>,
): UidSpace {
  const nameOf = (user: string) => users.get(user) ?? user;
  const held = new Map<number, string>();
  const left = new Map([...tombstones].map(([uid, user]) => [uid, nameOf(user)]));
  const having = new Set([...accounts.values()].filter((user) => !users.has(user)));
  for (const [uid, user] of accounts) {
    const name = nameOf(user);
    const isLate = name !== user && having.has(name);
    (isLate ? left : held).set(uid, name);
    having.add(name);
  }
  const space = { accounts: held, tombstones: inOrder(left) };
  if (freed === undefined) return space;
  return { ...space, freed: new Map([...freed].map(([uid, user]) => [uid, nameOf(user)])) };
}

/** What two machines are said to be one of: the first one's counts. */
function joinSpaces(first: UidSpace, second: UidSpace): UidSpace {
  const accounts = new Map(first.accounts);
  const tombstones = new Map(first.tombstones);
  const having = new Set(accounts.values());
  for (const [uid, user] of second.accounts) {
    if (accounts.has(uid)) continue;
    if (having.has(user)) tombstones.set(uid, user);
    else {
      accounts.set(uid, user);
      tombstones.delete(uid);
    }
  }
  for (const [uid, user] of second.tombstones) {
    if (!accounts.has(uid) && !tombstones.has(uid)) tombstones.set(uid, user);
  }
  const freed = new Map([...(second.freed ?? []), ...(first.freed ?? [])]);
  const space = { accounts: inOrder(accounts), tombstones: inOrder(tombstones) };
  return freed.size === 0 ? space : { ...space, freed: inOrder(freed) };
}

function inOrder(owners: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  return new Map([...owners].sort(([a], [b]) => a - b));
}
