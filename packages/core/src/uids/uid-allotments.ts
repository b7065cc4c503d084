import { spaceOf, type UidPlace } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { CompiledFleet } from "../compile.ts";
import type { EarlierFleet } from "./earlier-fleets.ts";
import { listLedger } from "./uid-list.ts";

/** A uid that nobody declared, and that `fleet.lock.json` does not say yet. */
export interface Allotment extends UidPlace {
  readonly user: string;
  /** Whether the user had it before, and left. */
  readonly isBack: boolean;
}

/** What was allotted now: on NixOS, then Mac by Mac, each in order. */
export function listAllotments(fleet: CompiledFleet): Allotment[] {
  return listLedger(fleet).flatMap(({ uid, user, host, state, isRecorded }) => {
    if (state !== "allotted" || isRecorded) return [];
    const place = { uid, host: host ?? undefined };
    const isBack = spaceOf(fleet.lock.uids, place.host).tombstones.get(uid) === user;
    return [{ ...place, user, isBack }];
  });
}

/** A line for each, as people read it. */
export function renderAllotments(allotments: readonly Allotment[], isWriting: boolean): string {
  const lines = allotments.map(({ uid, user, host, isBack }) => {
    const where = host === undefined ? "" : ` on ${host}`;
    if (!isBack) return `${isWriting ? "Allotted" : "Would allot"} ${uid} to ${user}${where}\n`;
    const free = `fleet uids free ${uid}${host === undefined ? "" : ` --host ${host}`}`;
    const gets = `${user} ${isWriting ? "gets" : "would get"} ${uid} back${where}`;
    return `${gets}. Somebody else needs another user id; or take ${user} out of the config, then: ${free}\n`;
  });
  // Machines may be older than the fleet, and what an account has on one of them is not known here.
  const hint = allotments.some(({ isBack }) => !isBack)
    ? "Who has an account there already keeps its uid: declare what `id -u LOGIN` prints on the machine.\n"
    : "";
  return `${lines.join("")}${hint}`;
}

/**
 * Whoever was allotted a uid and may have an account on a machine already: where accounts were built
 * before fleet gave out uids, and where it does not know any more what it gave out.
 */
export function reportAllotments(
  fleet: CompiledFleet,
  earlier: readonly EarlierFleet[],
): Diagnostic[] {
  const { nixos, darwin } = fleet.lock.uids;
  const isUnrecorded = nixos.accounts.size + nixos.tombstones.size + darwin.size === 0;
  return listAllotments(fleet).flatMap((allotment) => {
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
  const where = host === undefined ? "on NixOS" : `on the Mac ${quote(host)}`;
  const message = `${quote(user)} was allotted the uid ${uid} ${where}, and may have another one on a machine that exists.`;
  const help = `Where the account is on a machine already, declare what \`id -u LOGIN\` prints there before you switch: the system keeps that one.`;
  return createProblem("uid-allotted", message, {
    severity: "warning",
    path: ["users", user],
    help,
  });
}
