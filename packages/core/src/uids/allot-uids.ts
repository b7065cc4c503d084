import type { Diagnostic } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import { uidOwner } from "../reserved/id-ranges.ts";
import type { Decided } from "../resolve/resolved-fleet.ts";
import { type AllottedSpace, allotSpace } from "./allot-space.ts";
import {
  type AccountClaim,
  claimOnMac,
  claimOnNixos,
  listUidHosts,
  type NixosClaims,
} from "./uid-claims.ts";
import { reportSpace, reportUsersOffNixos, reportWithoutAccount } from "./uid-conflicts.ts";
import { createLedger, spaceOf, type UidLedger, type UidSpace } from "./uid-ledger.ts";

/** Uids by user id. */
type Uids = ReadonlyMap<string, Decided<number>>;

/** The uids of accounts that declare none. */
export interface AllottedUids {
  /** The ledger as it has to be from now on. */
  readonly ledger: UidLedger;
  readonly nixos: Uids;
  /** By host id. */
  readonly darwin: ReadonlyMap<string, Uids>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives every account its uid: one for each user on all NixOS hosts, and on each Mac those of its
 * own. See `allotSpace` for the order of preference.
 */
export function allotUids(fleet: Fleet, before: UidLedger): AllottedUids {
  const hosts = listUidHosts(fleet);
  const diagnostics: Diagnostic[] = [...reportUsersOffNixos(fleet)];
  const onNixos = claimOnNixos(fleet, hosts.nixos);
  const { claims } = onNixos;
  const nixos = allotOnNixos(fleet, before.nixos, onNixos);
  diagnostics.push(...reportSpace(fleet, { claims, allotted: nixos, mac: undefined }));
  diagnostics.push(...reportWithoutAccount(fleet, claims, nixos.space));
  const spaces = new Map<string, UidSpace>();
  for (const [host, space] of before.darwin) spaces.set(host, buried(space));
  const darwin = new Map<string, Uids>();
  for (const host of hosts.macs) {
    const own = claimOnMac(fleet, host);
    const allotted = allotOnMac(fleet, spaceOf(before, host.id), own);
    diagnostics.push(...reportSpace(fleet, { claims: own, allotted, mac: host }));
    spaces.set(host.id, allotted.space);
    darwin.set(host.id, decidedByLedger(allotted.uids));
  }
  // Where one host declares the uid of a user, it is the user's on all others.
  const uids = claims.map(
    ({ user, declared }) => [user, declared ?? nixos.uids.get(user)] as const,
  );
  const ledger = createLedger(nixos.space, spaces);
  return { ledger, nixos: decidedByLedger(uids), darwin, diagnostics };
}

function allotOnNixos(
  { defaults }: Fleet,
  before: UidSpace,
  { claims, declared }: NixosClaims,
): AllottedSpace {
  return allotSpace(before, claims, {
    range: defaults.uidRange.nixos,
    isKept: (uid) => declared.has(uid) || uidOwner(uid, "nixos") !== undefined,
  });
}

// macOS gives 501 to the account that it is set up with.
const firstOfMac = 501;

function allotOnMac(
  fleet: Fleet,
  before: UidSpace,
  claims: readonly AccountClaim[],
): AllottedSpace {
  const range = fleet.defaults.uidRange.darwin;
  return allotSpace(before, claims, { range, isKept: (uid) => uid <= firstOfMac });
}

/** The space of a Mac that is no host of the fleet any more. */
function buried(space: UidSpace): UidSpace {
  return allotSpace(space, [], { range: [1, 0], isKept: () => true }).space;
}

function decidedByLedger(uids: Iterable<readonly [string, number | undefined]>): Uids {
  const decided = new Map<string, Decided<number>>();
  for (const [user, value] of uids) {
    if (value !== undefined) decided.set(user, { value, origin: "ledger", path: undefined });
  }
  return decided;
}
