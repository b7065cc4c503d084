import { type Diagnostic, quote } from "@fleet/diagnostics";
import { spaceOf, type UidPlace } from "../uid-ledger.ts";
import type { EarlierFleet, RecordedUids, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { listLedger } from "./uid-list.ts";
import { describeSpace } from "./uid-places.ts";

/** A uid that nobody declared, and that is not written down yet. */
export interface Allotment extends UidPlace {
  readonly user: string;
  /** Whether the user had it before, and left. */
  readonly isBack: boolean;
}

/** What was allotted now: on NixOS, then host by host, each in order. */
export function listAllotments(uids: RecordedUids): Allotment[] {
  return listLedger(uids).flatMap(({ uid, user, host, state, isRecorded }) => {
    if (state !== "allotted" || isRecorded) return [];
    const place = { uid, host: host ?? undefined };
    const isBack = spaceOf(uids.recorded, place.host).tombstones.get(uid) === user;
    return [{ ...place, user, isBack }];
  });
}

/**
 * Whoever was allotted a uid and may have an account on a machine already: where accounts were built
 * before fleet gave out uids, and where it does not know any more what it gave out.
 */
export function reportAllotments(history: UidHistory): Diagnostic[] {
  const { earlier, recorded } = history;
  const { nixos, hosts } = recorded;
  const isUnrecorded = nixos.accounts.size + nixos.tombstones.size + hosts.size === 0;
  return listAllotments(history).flatMap((allotment) => {
    const known = earlier.flatMap((one) => listKnown(one, allotment));
    const isDoubtful = known.length === 0 ? isUnrecorded : known.includes(undefined);
    return isDoubtful && !allotment.isBack ? [describeAllotment(allotment)] : [];
  });
}

/** The uids that the accounts of a user had in a space; undefined for one that had none. */
function listKnown(earlier: EarlierFleet, { user, host: mac }: Allotment): (number | undefined)[] {
  return [...earlier].flatMap(([id, { platform, accounts }]) => {
    const isMeant = mac === undefined ? platform === "nixos" : id === mac;
    const account = isMeant ? accounts.get(user) : undefined;
    return account === undefined ? [] : [account.uid];
  });
}

function describeAllotment({ user, uid, host }: Allotment): Diagnostic {
  const message = `${quote(user)} was allotted the uid ${uid} ${describeSpace(host)}, and may have another one on a machine that exists.`;
  const help = `Where the account is on a machine already, declare what \`id -u LOGIN\` prints there before you switch: the system keeps that one.`;
  return ledgerCodes.create("uid-allotted", message, { path: ["users", user], help });
}
