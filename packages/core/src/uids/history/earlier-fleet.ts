import type { ResolvedFleet, ResolvedSshKey } from "../../resolve/resolved-fleet.ts";
import type { UidLedger } from "../uid-ledger.ts";

/** An account as it was built before. */
export interface EarlierAccount {
  /** The user's id. */
  readonly user: string;
  readonly username: string | undefined;
  /** Undefined where none was known. */
  readonly uid: number | undefined;
  /** Of this and what follows nothing is known where it is left out. */
  readonly homeDirectory?: string | undefined;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly sshKeys?: readonly ResolvedSshKey[] | undefined;
  /** The age recipients of the user, not of the account alone. */
  readonly ageKeys?: readonly string[] | undefined;
  readonly home?: { readonly stateVersion?: string | undefined } | undefined;
}

/** A host as it was built before. */
export interface EarlierHost {
  readonly platform: string;
  readonly stateVersion?: string | undefined;
  /** By user id. */
  readonly accounts: ReadonlyMap<string, EarlierAccount>;
}

/** What machines may have been built from; by host id. */
export type EarlierFleet = ReadonlyMap<string, EarlierHost>;

/** The uids of a fleet, and what is written down of those that were given out. */
export interface RecordedUids {
  readonly resolved: ResolvedFleet;
  /** The ledger as it was before this run. */
  readonly recorded: UidLedger;
}

/** The uids of a fleet beside what machines may have been built from. */
export interface UidHistory extends RecordedUids {
  /** One, or both sides of one that is not merged. */
  readonly earlier: readonly EarlierFleet[];
  /** The age recipients of users now, by user id; left out where none are known. */
  readonly ageKeys?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The name of the file that holds the ledger, as messages say it. */
  readonly ledgerFile: string;
  /** Whether what the ledger does not say any more shall be given up. */
  readonly isForced: boolean;
}
