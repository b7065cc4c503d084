import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { ResolvedFleet } from "../../resolve/resolved-fleet.ts";
import { spaceOf, type UidLedger, type UidPlace, type UidSpace } from "../uid-ledger.ts";
import type { EarlierAccount, EarlierFleet, UidHistory } from "./earlier-fleet.ts";
import { ledgerCodes } from "./ledger-codes.ts";

/** What is known of uids from elsewhere than the ledger itself. */
export interface UidWitnesses {
  /** The ledger as it was committed last; undefined where nobody knows. */
  readonly committed: UidLedger | undefined;
  readonly earlier: readonly EarlierFleet[];
}

/** Whether any uid goes to somebody of whom the ledger did not know it before: only then can one be lost. */
export function givesOutUids({ resolved, recorded }: Pick<UidHistory, "resolved" | "recorded">) {
  return listGiven(resolved, recorded).length > 0;
}

/**
 * Uids that somebody would get though they are or were those of somebody else, of whom the ledger does not
 * say so any more: a line was taken out by hand, and not by `fleet uids free`, which leaves a trace.
 */
export function reportLosses(history: UidHistory, witnesses: UidWitnesses): Diagnostic[] {
  if (history.isForced) return [];
  const { resolved, recorded, ledgerFile } = history;
  return listGiven(resolved, recorded).flatMap((given) => {
    const { freed } = spaceOf(recorded, given.host);
    const found = findOwner(witnesses, given);
    if (found === undefined || found.user === given.user || freed?.get(given.uid) === found.user) {
      return [];
    }
    // That an account would get another uid is said of itself.
    const isChange = [...spaceOf(resolved.ledger, given.host).accounts.values()].includes(
      found.user,
    );
    if (isChange && findBuilt(witnesses.earlier, given)?.user === found.user) return [];
    const where = given.host === undefined ? "on NixOS" : `on the Mac ${quote(given.host)}`;
    const message = `The uid ${given.uid} ${where} is or was that of ${quote(found.user)}, as ${found.witness} says, and ${quote(given.user)} would get it, because ${ledgerFile} does not say so any more.`;
    const onMac = given.host === undefined ? "" : ` --host ${given.host}`;
    const help = `Restore the line from git: \`git restore --source=HEAD -- ${ledgerFile}\`. If no machine has files of ${quote(found.user)} any more, free the uid then: \`fleet uids free ${given.uid}${onMac}\``;
    return [ledgerCodes.create("uid-lost", message, { file: ledgerFile, help })];
  });
}

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
  const macs = [...ledger.darwin].flatMap(([host, space]) => inSpace(space, host));
  return [...inSpace(ledger.nixos, undefined), ...macs];
}

function findOwner(
  { committed, earlier }: UidWitnesses,
  { uid, host }: UidPlace,
): { readonly user: string; readonly witness: string } | undefined {
  const space = committed === undefined ? undefined : spaceOf(committed, host);
  const onRecord = space?.accounts.get(uid) ?? space?.tombstones.get(uid);
  if (onRecord !== undefined) return { user: onRecord, witness: "the last commit" };
  const built = findBuilt(earlier, { uid, host });
  return built === undefined ? undefined : { user: built.user, witness: "fleet.json" };
}

/** The account that was built with a uid. */
function findBuilt(
  earlier: readonly EarlierFleet[],
  { uid, host }: UidPlace,
): EarlierAccount | undefined {
  const hosts = earlier.flatMap((fleet) => [...fleet]);
  const meant = hosts.filter(([id, { platform }]) =>
    host === undefined ? platform === "nixos" : id === host,
  );
  return meant.flatMap(([, { accounts }]) => [...accounts.values()]).find((one) => one.uid === uid);
}
