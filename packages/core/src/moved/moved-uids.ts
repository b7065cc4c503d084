import { type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { describeDeclaring, describeSpace } from "../uids/history/uid-places.ts";
import type { UidLedger, UidSpace } from "../uids/uid-ledger.ts";
import { listSoundMoves } from "./sound-moves.ts";

/**
 * People who are said to be one, and have a uid each on record: which of the two goes on has to be declared, for the
 * files of the other stay behind. `before` is the ledger as it was.
 */
export function* movedHaveOneUid(fleet: Fleet, before: UidLedger): Iterable<Diagnostic> {
  const { users } = listSoundMoves(fleet);
  if (users.size === 0) return;
  const spaces = [[undefined, before.nixos] as const, ...before.hosts];
  for (const [old, to] of users) {
    for (const [host, space] of spaces) {
      const [uid, other] = [uidOf(space, old), uidOf(space, to)];
      if (uid === undefined || other === undefined || isChosen(fleet, to, host)) continue;
      const where = describeSpace(host);
      const message = `${quote(old)} is said to be called ${quote(to)} now, and each has a uid ${where}: ${uid} and ${other}.`;
      const place = describeDeclaring(to, host);
      const help = `If they are one person, declare which uid goes on: uid: ${uid}, or ${other}, in ${place}. If they are two, take ${formatPath(["moved", "users", old])} out.`;
      yield coreCodes.create("moved-uids", message, { path: ["moved", "users", old], help });
    }
  }
}

function uidOf({ accounts }: UidSpace, user: string): number | undefined {
  return [...accounts].find(([, owner]) => owner === user)?.[0];
}

/** Whether it is declared which uid somebody has in a space. */
function isChosen({ users, hosts }: Fleet, user: string, host: string | undefined): boolean {
  const own =
    host === undefined ? users.get(user)?.own : hosts.get(host)?.placements.get(user)?.own;
  return typeof own?.uid === "number";
}
