import type { Path } from "@fleet/diagnostics";
import type { UidDeclaration } from "../declaration/people/uid-declaration.ts";
import type { Fleet, Host, Placement, User } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { decideNumber } from "../resolve/decisions.ts";
import type { UidClaim } from "./allot-space.ts";
import { listGroupRanges } from "./uid-ranges.ts";

/** What an account asks of a space, and which account it is. */
export interface AccountClaim extends UidClaim {
  readonly host: Host;
  readonly placement: Placement;
  /** Where the uid is declared; undefined where none is. */
  readonly path: Path | undefined;
}

/** The hosts whose uids are fleet's to give, by what manages them. */
export interface UidHosts {
  readonly nixos: readonly Host[];
  readonly macs: readonly Host[];
}

/**
 * Hosts of which it is known what they are; a platform that does not fit has been reported. Where
 * there is nothing but home-manager, nobody makes accounts.
 */
export function listUidHosts({ hosts, gaps }: Fleet): UidHosts {
  const known = [...hosts.values()].filter(
    ({ id, system, platform }) =>
      !isGap(gaps, ["hosts", id, "system"]) &&
      system.endsWith("-darwin") === (platform === "darwin"),
  );
  return {
    nixos: known.filter(({ platform }) => platform === "nixos"),
    macs: known.filter(({ platform }) => platform === "darwin"),
  };
}

/** What is asked of NixOS. */
export interface NixosClaims {
  /**
   * What is asked of the space that all hosts share: one for each user with an account that is not left to its
   * machine. Only a new account is served; who has nothing but pins keeps what is on record.
   */
  readonly claims: readonly AccountClaim[];
  /** What is pinned on single hosts, by host id. */
  readonly pins: ReadonlyMap<string, readonly AccountClaim[]>;
}

/** What the accounts on NixOS hosts ask for. */
export function claimOnNixos(fleet: Fleet, hosts: readonly Host[]): NixosClaims {
  const claims = new Map<string, AccountClaim>();
  const pins = new Map<string, AccountClaim[]>();
  const sharedUid = createSharedUids(fleet);
  for (const host of hosts) {
    for (const placement of host.placements.values()) {
      const user = fleet.users.get(placement.user);
      if (user === undefined) continue;
      const pin = claimPin(host, placement);
      if (pin !== undefined) pins.set(host.id, [...(pins.get(host.id) ?? []), pin]);
      const shared = sharedUid(user);
      if (placement.own.uid === "machine" || shared === "machine") continue;
      if (claims.get(user.id)?.isServed === true || (claims.has(user.id) && pin !== undefined)) {
        continue;
      }
      const path = shared === undefined ? undefined : ["users", user.id, "uid"];
      const claim = { user: user.id, declared: shared, path, isServed: pin === undefined };
      claims.set(user.id, { ...claim, host, placement });
    }
  }
  for (const own of pins.values()) inOrder(own);
  return { claims: inOrder([...claims.values()]), pins };
}

/** Tells what somebody has on all NixOS hosts that say nothing else; undefined where the ledger decides. */
function createSharedUids(fleet: Fleet): (user: User) => UidDeclaration | undefined {
  const { uid } = fleet.defaults;
  if (uid === undefined) return ({ own }) => own.uid;
  const numbered = new Set(listGroupRanges(fleet).flatMap(({ members }) => [...members]));
  return ({ id, own }) => own.uid ?? (numbered.has(id) ? undefined : uid);
}

function claimPin(host: Host, placement: Placement): AccountClaim | undefined {
  const { uid } = placement.own;
  if (typeof uid !== "number") return undefined;
  const path = [...placement.path, "uid"];
  return { user: placement.user, declared: uid, path, isServed: false, host, placement };
}

/** Every uid that is declared anywhere, also for people who have no account yet. */
export function listDeclaredUids({ users, hosts }: Fleet): ReadonlySet<number> {
  const declared = new Set<number>();
  const add = (uid: UidDeclaration | undefined) => {
    if (typeof uid === "number") declared.add(uid);
  };
  for (const { own } of users.values()) add(own.uid);
  for (const { placements } of hosts.values()) {
    for (const { own } of placements.values()) add(own.uid);
  }
  return declared;
}

/** One claim for each account on a Mac. The primary user and admins are macOS's own, which chooses their uids. */
export function claimOnMac(fleet: Fleet, host: Host): AccountClaim[] {
  const claims: AccountClaim[] = [];
  for (const placement of host.placements.values()) {
    const user = fleet.users.get(placement.user);
    if (user === undefined) continue;
    const isServed = user.id !== host.primaryUser && !isAdmin(user, placement);
    const decided = decideNumber(placement, user, host.platform);
    const claim = { user: user.id, declared: decided?.value, path: decided?.path, isServed };
    claims.push({ ...claim, host, placement });
  }
  return inOrder(claims);
}

function isAdmin(user: User, { own }: Placement): boolean {
  return own.isAdmin ?? user.own.isAdmin ?? false;
}

function inOrder(claims: AccountClaim[]): AccountClaim[] {
  return claims.sort((a, b) => (a.user < b.user ? -1 : 1));
}
