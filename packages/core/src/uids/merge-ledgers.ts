import { createLedger, orderSpace, spaceOf, type UidLedger, type UidSpace } from "./uid-ledger.ts";

/** The same thing on two branches, and as it was where they parted. */
export interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** One of the branches. */
export type Side = "ours" | "theirs";

/** Both branches gave out a uid, to different people. */
export interface UidClash {
  readonly kind: "uid";
  /** The id of a single host; undefined for all NixOS hosts. */
  readonly host: string | undefined;
  readonly uid: number;
  /** User ids. */
  readonly ours: string;
  readonly theirs: string;
}

/** Both branches gave a person a uid, and not the same. */
export interface UserClash {
  readonly kind: "user";
  readonly host: string | undefined;
  readonly user: string;
  /** Uids. */
  readonly ours: number;
  readonly theirs: number;
}

/** What two branches do not agree on. */
export type LedgerClash = UidClash | UserClash;

/** What a merge came to. */
export interface LedgerMerge {
  /** Sound in any case; where the branches clash, it is as the kept side says. */
  readonly ledger: UidLedger;
  /** In order of spaces and uids, those about uids first. */
  readonly clashes: readonly LedgerClash[];
}

/**
 * Merges the ledgers of two branches, uid by uid. What one of them changed is taken, also that a
 * tombstone was freed. Where both gave one uid to different people, the one of `kept` has it, and the
 * other person nothing; where both gave a person a uid, the one of `kept` is the person's, and the
 * other becomes a tombstone. Whatever a clash leaves without a uid is served by the next `allotUids`.
 */
export function mergeLedgers({ base, ours, theirs }: Sides<UidLedger>, kept: Side): LedgerMerge {
  const clashes: LedgerClash[] = [];
  const merge = (host: string | undefined) => {
    const sides = {
      base: spaceOf(base, host),
      ours: spaceOf(ours, host),
      theirs: spaceOf(theirs, host),
    };
    const merged = mergeSpaces(sides, kept, host);
    clashes.push(...merged.clashes);
    return merged.space;
  };
  const nixos = merge(undefined);
  const ids = new Set([...base.hosts.keys(), ...ours.hosts.keys(), ...theirs.hosts.keys()]);
  const hosts = [...ids].sort().map((host) => [host, merge(host)] as const);
  return { ledger: createLedger(nixos, hosts), clashes };
}

/** Whose a uid is; undefined for nobody's. */
type Owner = { readonly user: string; readonly isFormer: boolean } | undefined;

function ownerOf({ accounts, tombstones }: UidSpace, uid: number): Owner {
  const user = accounts.get(uid);
  if (user !== undefined) return { user, isFormer: false };
  const former = tombstones.get(uid);
  return former === undefined ? undefined : { user: former, isFormer: true };
}

function mergeSpaces(
  sides: Sides<UidSpace>,
  kept: Side,
  host: string | undefined,
): { space: UidSpace; clashes: LedgerClash[] } {
  const clashes: LedgerClash[] = [];
  const accounts = new Map<number, string>();
  const tombstones = new Map<number, string>();
  for (const uid of listUids(sides)) {
    const owners = {
      base: ownerOf(sides.base, uid),
      ours: ownerOf(sides.ours, uid),
      theirs: ownerOf(sides.theirs, uid),
    };
    const owner = mergeOwners(owners, kept);
    const { ours, theirs } = owners;
    if (areAtOdds(owners) && ours !== undefined && theirs !== undefined) {
      clashes.push({ kind: "uid", host, uid, ours: ours.user, theirs: theirs.user });
    }
    if (owner !== undefined) (owner.isFormer ? tombstones : accounts).set(uid, owner.user);
  }
  clashes.push(
    ...partDoubles({ accounts, tombstones }, sides, kept).map((one) => ({ ...one, host })),
  );
  // What is or was somebody's after all is freed no longer.
  const freed = new Map([...(sides.theirs.freed ?? []), ...(sides.ours.freed ?? [])]);
  return { space: orderSpace({ accounts, tombstones, freed }), clashes };
}

function listUids({ base, ours, theirs }: Sides<UidSpace>): number[] {
  const uids = [base, ours, theirs].flatMap(({ accounts, tombstones }) => [
    ...accounts.keys(),
    ...tombstones.keys(),
  ]);
  return [...new Set(uids)].sort((a, b) => a - b);
}

function mergeOwners(owners: Sides<Owner>, kept: Side): Owner {
  const { base, ours, theirs } = owners;
  if (isSame(ours, base)) return theirs;
  if (isSame(theirs, base) || isSame(ours, theirs)) return ours;
  if (areAtOdds(owners)) return owners[kept];
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  // The same person on both: whoever has an account gets it back from the tombstone.
  return { user: ours.user, isFormer: true };
}

/** Whether both sides gave a uid away, and not to the same person. */
function areAtOdds({ base, ours, theirs }: Sides<Owner>): boolean {
  const isChanged = !isSame(ours, base) && !isSame(theirs, base);
  return isChanged && ours !== undefined && theirs !== undefined && ours.user !== theirs.user;
}

function isSame(a: Owner, b: Owner): boolean {
  return a?.user === b?.user && a?.isFormer === b?.isFormer;
}

interface GrowingSpace {
  readonly accounts: Map<number, string>;
  readonly tombstones: Map<number, string>;
}

/** Leaves to everybody one uid: that of the kept side. */
function partDoubles(
  { accounts, tombstones }: GrowingSpace,
  sides: Sides<UidSpace>,
  kept: Side,
): Omit<UserClash, "host">[] {
  const uids = new Map<string, number[]>();
  for (const [uid, user] of accounts) uids.set(user, [...(uids.get(user) ?? []), uid]);
  const clashes: Omit<UserClash, "host">[] = [];
  for (const [user, [first, second]] of uids) {
    if (first === undefined || second === undefined) continue;
    const isFirstOurs = sides.ours.accounts.get(first) === user;
    const [ours, theirs] = isFirstOurs ? [first, second] : [second, first];
    const lost = kept === "ours" ? theirs : ours;
    accounts.delete(lost);
    tombstones.set(lost, user);
    clashes.push({ kind: "user", user, ours, theirs });
  }
  return clashes;
}
