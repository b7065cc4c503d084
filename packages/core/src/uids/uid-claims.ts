import type { Path } from "@fleet/diagnostics";
import type { Fleet, Host, Placement, User } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { decideUid } from "../resolve/decisions.ts";
import type { UidClaim } from "./allot-space.ts";

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
  /** One for each user with an account there, for the first host that declares a uid, if any does. */
  readonly claims: readonly AccountClaim[];
  /** Every uid that is declared, also for people who have no account there yet. */
  readonly declared: ReadonlySet<number>;
}

/** What the accounts on NixOS hosts ask for. */
export function claimOnNixos(fleet: Fleet, hosts: readonly Host[]): NixosClaims {
  const claims = new Map<string, AccountClaim>();
  const declared = new Set<number>();
  for (const { own } of fleet.users.values()) if (own.uid !== undefined) declared.add(own.uid);
  for (const host of hosts) {
    for (const placement of host.placements.values()) {
      const { uid } = placement.own;
      if (uid !== undefined) declared.add(uid);
      const known = claims.get(placement.user);
      if (known !== undefined && (known.declared !== undefined || uid === undefined)) continue;
      const user = fleet.users.get(placement.user);
      if (user === undefined) continue;
      const decided = decideUid(placement, user, host.platform);
      const claim = {
        user: user.id,
        declared: decided?.value,
        path: decided?.path,
        isServed: true,
      };
      claims.set(user.id, { ...claim, host, placement });
    }
  }
  return { claims: inOrder([...claims.values()]), declared };
}

/** One claim for each account on a Mac. The primary user and admins are macOS's own, which chooses their uids. */
export function claimOnMac(fleet: Fleet, host: Host): AccountClaim[] {
  const claims: AccountClaim[] = [];
  for (const placement of host.placements.values()) {
    const user = fleet.users.get(placement.user);
    if (user === undefined) continue;
    const isServed = user.id !== host.primaryUser && !isAdmin(user, placement);
    const decided = decideUid(placement, user, host.platform);
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
