/** Who has which uid in one place, and who had it before. Both by uid, in order. */
export interface UidSpace {
  /** The user ids of those who have an account. */
  readonly accounts: ReadonlyMap<number, string>;
  /** Of those who have none any more, or have another uid now: files may still be theirs. */
  readonly tombstones: ReadonlyMap<number, string>;
  /**
   * Whose uids were freed, until somebody has them: so that a tombstone that was taken away by hand can be
   * told from one that was given up. Left out where there are none.
   */
  readonly freed?: ReadonlyMap<number, string>;
}

/**
 * The uids that were given out. No two people have ever had the same one in a space, no user has two
 * at once, and none is given to somebody else before it is freed.
 */
export interface UidLedger {
  /** The space of all NixOS hosts together. */
  readonly nixos: UidSpace;
  /** The space of each Mac, and of each NixOS host what is pinned on it; by host id, in order. */
  readonly hosts: ReadonlyMap<string, UidSpace>;
}

/**
 * A ledger as JSON holds it: from uids to user ids, `1000` for one of all NixOS hosts and `studio/502` for
 * one of a single host: of a Mac, or pinned on NixOS. Each line says all that it means, so that git, which
 * merges by lines, cannot move one to where it means something else. Those of all NixOS hosts come first, in
 * order; then those of single hosts, by id and number. Empty parts are left out.
 */
export interface UidLedgerJson {
  readonly accounts?: { readonly [place: string]: string };
  readonly tombstones?: { readonly [place: string]: string };
  readonly freed?: { readonly [place: string]: string };
}

/** A number in the ledger: that of all NixOS hosts, or that of a single host. */
export interface UidPlace {
  readonly uid: number;
  /** The id of the host: a Mac, or one of NixOS on which it is pinned; undefined for all NixOS hosts. */
  readonly host: string | undefined;
}

/** What came of freeing a uid. */
export type FreedUid =
  | { readonly kind: "freed"; readonly user: string; readonly ledger: UidLedger }
  | { readonly kind: "held"; readonly user: string }
  | { readonly kind: "unknown" };

/** A space in which nobody ever had a uid. */
export const emptySpace: UidSpace = { accounts: new Map(), tombstones: new Map() };

/** What is known before the first uid is given out. */
export const emptyLedger: UidLedger = { nixos: emptySpace, hosts: new Map() };

/** One of the spaces of a ledger, empty where it has none. */
export function spaceOf({ nixos, hosts }: UidLedger, host: string | undefined): UidSpace {
  return host === undefined ? nixos : (hosts.get(host) ?? emptySpace);
}

/** A space with its uids in order, in which nothing is freed that somebody has or had since. */
export function orderSpace({ accounts, tombstones, freed = new Map() }: UidSpace): UidSpace {
  const space = { accounts: inOrder(accounts), tombstones: inOrder(tombstones) };
  const left = [...freed].filter(([uid]) => !accounts.has(uid) && !tombstones.has(uid));
  return left.length === 0 ? space : { ...space, freed: inOrder(new Map(left)) };
}

function inOrder(owners: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  return new Map([...owners].sort(([a], [b]) => a - b));
}

/** A ledger from its spaces: hosts in order, without those that nobody ever had a uid on alone. */
export function createLedger(
  nixos: UidSpace,
  hosts: Iterable<readonly [string, UidSpace]>,
): UidLedger {
  const used = [...hosts].filter(([, space]) => !isEmpty(space));
  return { nixos, hosts: new Map(used.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function isEmpty({ accounts, tombstones, freed }: UidSpace): boolean {
  return accounts.size + tombstones.size + (freed?.size ?? 0) === 0;
}

/**
 * Takes the tombstone off a uid, so that it may be given to somebody else. `current` is the ledger as
 * it has to be now, and says who has which uid; `recorded` is the one that is written down, and loses
 * what it says of this uid.
 */
export function freeUid(recorded: UidLedger, current: UidLedger, place: UidPlace): FreedUid {
  const { uid, host } = place;
  const { accounts, tombstones } = spaceOf(current, host);
  const holder = accounts.get(uid);
  if (holder !== undefined) return { kind: "held", user: holder };
  const user = tombstones.get(uid);
  if (user === undefined) return { kind: "unknown" };
  const before = spaceOf(recorded, host);
  const space = orderSpace({
    accounts: without(before.accounts, uid),
    tombstones: without(before.tombstones, uid),
    freed: new Map([...(before.freed ?? []), [uid, user]]),
  });
  const ledger =
    host === undefined
      ? createLedger(space, recorded.hosts)
      : createLedger(recorded.nixos, new Map([...recorded.hosts, [host, space]]));
  return { kind: "freed", user, ledger };
}

function without(owners: ReadonlyMap<number, string>, uid: number): ReadonlyMap<number, string> {
  return new Map([...owners].filter(([other]) => other !== uid));
}

/** A number of the ledger as its JSON names it. */
export function formatUidPlace({ uid, host }: UidPlace): string {
  return host === undefined ? String(uid) : `${host}/${uid}`;
}

/** The ledger as JSON: in order, and nothing where it is empty. */
export function ledgerJson(ledger: UidLedger): UidLedgerJson {
  const accounts = listOwners(ledger, "accounts");
  const tombstones = listOwners(ledger, "tombstones");
  const freed = listOwners(ledger, "freed");
  return {
    ...(accounts.length === 0 ? {} : { accounts: Object.fromEntries(accounts) }),
    ...(freed.length === 0 ? {} : { freed: Object.fromEntries(freed) }),
    ...(tombstones.length === 0 ? {} : { tombstones: Object.fromEntries(tombstones) }),
  };
}

function listOwners({ nixos, hosts }: UidLedger, part: keyof UidSpace): [string, string][] {
  const spaces = [[undefined, nixos] as const, ...hosts];
  return spaces.flatMap(([host, space]) =>
    [...(space[part] ?? [])].map(([uid, user]): [string, string] => [
      formatUidPlace({ uid, host }),
      user,
    ]),
  );
}
