import { orderSpace, type UidSpace } from "./uid-ledger.ts";

/** What an account asks of a space. */
export interface UidClaim {
  readonly user: string;
  /** The uid that is declared for it. */
  readonly declared: number | undefined;
  /** Whether it gets one where none is declared and none is on record. */
  readonly isServed: boolean;
}

/** What uids may be given out: from the first to the last, but for those that are kept. */
export interface UidSupply {
  readonly range: readonly [first: number, last: number];
  readonly isKept: (uid: number) => boolean;
}

/** A declared uid that is somebody else's. */
export interface UidConflict {
  readonly uid: number;
  /** Who may not have it. */
  readonly user: string;
  readonly owner: string;
  /** How it is the other's: declared as well, on record alone, or on record of one who has it no more. */
  readonly kind: "declared" | "held" | "former";
}

/** A space after everybody was served. */
export interface AllottedSpace {
  readonly space: UidSpace;
  /** The uids that the ledger decided: of those for whom none is declared. By user id. */
  readonly uids: ReadonlyMap<string, number>;
  readonly conflicts: readonly UidConflict[];
  /** Who got a uid, or got an old one back, in order. */
  readonly served: readonly string[];
  /** For whom none was left, in order. */
  readonly unserved: readonly string[];
}

/**
 * Gives every claim its uid: the declared one, else the one on record, else the highest that the
 * user had before, else the first that nobody has or had. What is on record of others becomes a
 * tombstone. Claims come in order of their users, each user once; `supplyOf` gives the same object for users
 * who share a supply.
 */
export function allotSpace(
  before: UidSpace,
  claims: readonly UidClaim[],
  supplyOf: (user: string) => UidSupply,
): AllottedSpace {
  const { accounts, conflicts } = recordDeclared(before, claims);
  const tombstones = new Map(before.tombstones);
  for (const uid of accounts.keys()) tombstones.delete(uid);
  const uids = new Map<string, number>();
  const undeclared = claims.filter(({ declared }) => declared === undefined);
  const waiting = new Map(undeclared.map(({ user, isServed }) => [user, isServed]));
  for (const [uid, user] of before.accounts) {
    if (accounts.has(uid)) continue;
    if (waiting.has(user)) {
      accounts.set(uid, user);
      uids.set(user, uid);
      waiting.delete(user);
    } else tombstones.set(uid, user);
  }
  const former = new Map(
    [...tombstones].sort(([a], [b]) => a - b).map(([uid, user]) => [user, uid]),
  );
  const takeNext = createTaker(supplyOf, (uid) => accounts.has(uid) || tombstones.has(uid));
  const [served, unserved]: [string[], string[]] = [[], []];
  for (const [user, isServed] of waiting) {
    if (!isServed) continue;
    const uid = former.get(user) ?? takeNext(user);
    if (uid === undefined) unserved.push(user);
    else {
      accounts.set(uid, user);
      tombstones.delete(uid);
      uids.set(user, uid);
      served.push(user);
    }
  }
  const { freed = new Map<number, string>() } = before;
  return { space: orderSpace({ accounts, tombstones, freed }), uids, conflicts, served, unserved };
}

/** Those who declare a uid that is nobody else's get it. Of two who declare the same, it is the one's who had it, or else the first's. */
function recordDeclared(
  before: UidSpace,
  claims: readonly UidClaim[],
): { accounts: Map<number, string>; conflicts: UidConflict[] } {
  const accounts = new Map<number, string>();
  const conflicts: UidConflict[] = [];
  const declared = new Map(claims.map((claim) => [claim.user, claim.declared]));
  for (const { user, declared: uid } of claims) {
    if (uid === undefined) continue;
    const owner = before.accounts.get(uid) ?? before.tombstones.get(uid) ?? accounts.get(uid);
    if (owner === undefined || owner === user) {
      accounts.set(uid, user);
      continue;
    }
    const isHeld = before.accounts.get(uid) === owner && declared.has(owner);
    const kind =
      declared.get(owner) === uid
        ? "declared"
        : isHeld && declared.get(owner) === undefined
          ? "held"
          : "former";
    conflicts.push({ uid, user, owner, kind });
  }
  return { accounts, conflicts };
}

/** Gives the free uids of supplies one by one, upwards; undefined when there is none left. */
function createTaker(
  supplyOf: (user: string) => UidSupply,
  isTaken: (uid: number) => boolean,
): (user: string) => number | undefined {
  const nexts = new Map<UidSupply, number>();
  return (user) => {
    const supply = supplyOf(user);
    const [first, last] = supply.range;
    let next = nexts.get(supply) ?? first;
    while (next <= last && (isTaken(next) || supply.isKept(next))) next++;
    nexts.set(supply, next + 1);
    return next <= last ? next : undefined;
  };
}
