import type { MovedIds } from "../parse/fleet.ts";
import type { EarlierFleet, EarlierHost } from "../uids/history/earlier-fleet.ts";
import { isWithoutMoves } from "./sound-moves.ts";

/** What machines may have been built from, under new ids. Who or what has the new id there already stays. */
export function moveEarlier(earlier: EarlierFleet, moves: MovedIds): EarlierFleet {
  if (isWithoutMoves(moves)) return earlier;
  const hosts = new Map<string, EarlierHost>();
  for (const [id, host] of earlier) {
    const name = moves.hosts.get(id) ?? id;
    if (name !== id && earlier.has(name)) continue;
    hosts.set(name, { ...host, accounts: moveAccounts(host.accounts, moves.users) });
  }
  return hosts;
}

function moveAccounts(
  accounts: EarlierHost["accounts"],
  users: ReadonlyMap<string, string>,
): EarlierHost["accounts"] {
  const moved = [...accounts].flatMap(([user, account]) => {
    const name = users.get(user) ?? user;
    if (name !== user && accounts.has(name)) return [];
    return [[name, { ...account, user: name }] as const];
  });
  return new Map(moved);
}
