import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { ResolvedFleet } from "../../resolve/resolved-fleet.ts";
import {
  emptyLedger,
  formatUidPlace,
  spaceOf,
  type UidLedger,
  type UidPlace,
  type UidSpace,
} from "../uid-ledger.ts";
import type { EarlierAccount, EarlierFleet, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";
import { describeSpace, findSpace } from "./uid-places.ts";

/** What is known of uids from elsewhere than the ledger itself. */
export interface UidWitnesses {
  /** The ledger as it was committed last; undefined where nobody knows. */
  readonly committed: UidLedger | undefined;
  readonly earlier: readonly EarlierFleet[];
  /** Whether the file of the last commit says all that this one does, so that it can take its place. */
  readonly mayRestore: boolean;
}

/** Whether any uid goes to somebody of whom the ledger did not know it before: only then can one be lost. */
export function givesOutUids({ resolved, recorded }: Pick<UidHistory, "resolved" | "recorded">) {
  return listGiven(resolved, recorded).length > 0;
}

/**
 * Uids of which the ledger does not say any more whose they are or were: a line was taken out by hand, and not
 * by `fleet uids free`, which leaves a trace. Somebody would get them now, or whoever comes next.
 */
export function reportLosses(history: UidHistory, witnesses: UidWitnesses): Diagnostic[] {
  if (history.isForced) return [];
  const { resolved, recorded } = history;
  const given = listGiven(resolved, recorded).flatMap((one) => {
    const found = findOwner(witnesses, one, [recorded, resolved.ledger]);
    return found === undefined || found.user === one.user
      ? []
      : [{ ...found, ...one, to: one.user, user: found.user }];
  });
  const all = [...given, ...listGone(history, witnesses)];
  return all
    .filter(({ uid, host, user }) => spaceOf(recorded, host).freed?.get(uid) !== user)
    .filter((one) => !isToldElsewhere(history, witnesses, one))
    .map((one) => describeLoss(history, witnesses, one));
}

/** A uid whose line is not in the ledger any more. */
interface LostUid extends UidPlace {
  /** Whose it is or was. */
  readonly user: string;
  /** Who says so, as messages name it. */
  readonly witness: string;
  /** Who would get it now. Default: nobody. */
  readonly to?: string;
}

/** That an account would get another uid is said of itself. */
function isToldElsewhere(
  { resolved, recorded, earlier }: UidHistory,
  { committed }: UidWitnesses,
  lost: LostUid,
): boolean {
  const ledgers = [recorded, resolved.ledger, ...(committed === undefined ? [] : [committed])];
  const now = [...spaceOf(resolved.ledger, lost.host).accounts.values()];
  return now.includes(lost.user) && findBuilt(earlier, lost, ledgers)?.user === lost.user;
}

/** Those that nobody gets now: neither the ledger that was read has them nor the one that is to be written. */
function listGone({ resolved, recorded }: UidHistory, witnesses: UidWitnesses): LostUid[] {
  const { committed = emptyLedger, earlier } = witnesses;
  const places = new Map<string, UidPlace>();
  const add = (place: UidPlace) => places.set(formatUidPlace(place), place);
  for (const host of [undefined, ...committed.hosts.keys()]) {
    const { accounts, tombstones } = spaceOf(committed, host);
    for (const uid of [...accounts.keys(), ...tombstones.keys()]) add({ uid, host });
  }
  for (const [id, { platform, accounts }] of earlier.flatMap((fleet) => [...fleet])) {
    for (const { user, uid } of accounts.values()) {
      if (uid === undefined) continue;
      const known = [recorded, resolved.ledger, committed];
      const host = findSpace({ host: id, platform, user, uid }, known);
      // A fleet.json may be older than the ledger.
      if (spaceOf(recorded, host).accounts.size > 0) add({ uid, host });
    }
  }
  return [...places.values()].flatMap((place) => {
    const isKnown = [recorded, resolved.ledger].some((ledger) => {
      const { accounts, tombstones } = spaceOf(ledger, place.host);
      return accounts.has(place.uid) || tombstones.has(place.uid);
    });
    const ledgers = [recorded, resolved.ledger];
    const owner = isKnown ? undefined : findOwner(witnesses, place, ledgers);
    return owner === undefined ? [] : [{ ...place, ...owner }];
  });
}

function describeLoss(
  { ledgerFile }: UidHistory,
  { mayRestore }: UidWitnesses,
  { uid, host, user, witness, to }: LostUid,
): Diagnostic {
  const where = describeSpace(host);
  const whom = to === undefined ? "whoever comes next" : quote(to);
  const message = `The uid ${uid} ${where} is or was that of ${quote(user)}, as ${witness} says, and ${whom} would get it, because ${ledgerFile} does not say so any more.`;
  const onMac = host === undefined ? "" : ` --host ${host}`;
  const line = `${quote(formatUidPlace({ uid, host }))}: ${quote(user)}`;
  const restore =
    mayRestore && witness === committedWitness
      ? `Restore the line from git: \`git restore --source=HEAD --staged --worktree -- ${ledgerFile}\``
      : `Write the line again, into "tombstones" of "uids": ${line}`;
  const help = `${restore}. If no machine has files of ${quote(user)} any more, free the uid then: \`fleet uids free ${uid}${onMac}\``;
  return ledgerCodes.create("uid-lost", message, { file: ledgerFile, help });
}

const committedWitness = "the last commit";

/** A uid that somebody has now, and not by the ledger as it was. */
interface GivenUid extends UidPlace {
  readonly user: string;
}

function listGiven({ ledger }: ResolvedFleet, recorded: UidLedger): GivenUid[] {
  const inSpace = (now: UidSpace, host: string | undefined): GivenUid[] => {
    const before = spaceOf(recorded, host);
    return [...now.accounts].flatMap(([uid, user]) => {
      const isKnown = before.accounts.has(uid) || before.tombstones.has(uid);
      return isKnown ? [] : [{ uid, user, host }];
    });
  };
  const single = [...ledger.hosts].flatMap(([host, space]) => inSpace(space, host));
  return [...inSpace(ledger.nixos, undefined), ...single];
}

function findOwner(
  witnesses: UidWitnesses,
  { uid, host }: UidPlace,
  ledgers: readonly UidLedger[],
): { readonly user: string; readonly witness: string } | undefined {
  const { committed } = witnesses;
  const space = committed === undefined ? undefined : spaceOf(committed, host);
  const onRecord = space?.accounts.get(uid) ?? space?.tombstones.get(uid);
  if (onRecord !== undefined) return { user: onRecord, witness: committedWitness };
  const known = committed === undefined ? ledgers : [...ledgers, committed];
  const built = findBuilt(witnesses.earlier, { uid, host }, known);
  return built === undefined ? undefined : { user: built.user, witness: "fleet.json" };
}

/** The account that was built with a uid of a space, as far as these ledgers tell spaces apart. */
function findBuilt(
  earlier: readonly EarlierFleet[],
  place: UidPlace,
  ledgers: readonly UidLedger[],
): EarlierAccount | undefined {
  for (const [host, { platform, accounts }] of earlier.flatMap((fleet) => [...fleet])) {
    if (place.host === undefined ? platform !== "nixos" : host !== place.host) continue;
    for (const account of accounts.values()) {
      if (account.uid !== place.uid) continue;
      const built = { host, platform, user: account.user, uid: place.uid };
      if (findSpace(built, ledgers) === place.host) return account;
    }
  }
  return undefined;
}
