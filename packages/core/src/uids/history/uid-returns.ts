import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { type Allotment, listAllotments } from "./uid-allotments.ts";
import { describeDeclaring, describeSpace } from "./uid-places.ts";

/**
 * Whoever had a uid, left and would get it back with all files that have it: that is known by the user's id
 * alone, and somebody else may be called so. Not of those whom the fleet that was there still has.
 */
export function reportReturns(history: UidHistory): Diagnostic[] {
  return listAllotments(history).flatMap((allotment) =>
    allotment.isBack && !isThere(history, allotment) ? [describeReturn(allotment)] : [],
  );
}

/** Whether nobody has seen that the user left. */
function isThere({ earlier }: UidHistory, { user, uid, host: mac }: Allotment): boolean {
  return earlier.some((fleet) =>
    [...fleet].some(([id, { platform, accounts }]) => {
      const isMeant = mac === undefined ? platform === "nixos" : id === mac;
      return isMeant && accounts.get(user)?.uid === uid;
    }),
  );
}

function describeReturn({ user, uid, host: mac }: Allotment): Diagnostic {
  const where = describeSpace(mac);
  const message = `${quote(user)} had the uid ${uid} ${where}, left, and would get it back, with all files that still have it.`;
  const place = describeDeclaring(user, mac);
  const help = `If it is the same person, that is as it should be: fleet generate writes it down. Somebody else needs another user id, or a uid that nobody had: declare it in ${place}; \`fleet uids\` lists the others.`;
  return ledgerCodes.create("uid-returns", message, { path: ["users", user], help });
}
