import type { Diagnostic } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import { uidOwner } from "../reserved/id-ranges.ts";
import type { Decided } from "../resolve/resolved-fleet.ts";
import { allotSpace, type UidSupply } from "./allot-space.ts";
import { reportPins } from "./pinned-uids.ts";
import {
  claimOnMac,
  claimOnNixos,
  listDeclaredUids,
  listUidHosts,
  type UidHosts,
} from "./uid-claims.ts";
import {
  reportOnMac,
  reportSpace,
  reportUsersOffNixos,
  reportWithoutAccount,
} from "./uid-conflicts.ts";
import { createLedger, spaceOf, type UidLedger, type UidSpace } from "./uid-ledger.ts";
import { reportFullRanges, reportOutsideOfGroups } from "./uid-range-findings.ts";
import { createNixosSupply } from "./uid-ranges.ts";

/** Uids by user id. */
type Uids = ReadonlyMap<string, Decided<number>>;

/** The uids of accounts that declare none. */
export interface AllottedUids {
  /** The ledger as it has to be from now on. */
  readonly ledger: UidLedger;
  /** Of the space that all NixOS hosts share; also those that are declared on users. */
  readonly nixos: Uids;
  /** By host id. */
  readonly darwin: ReadonlyMap<string, Uids>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives every account its uid: one for each user on all NixOS hosts, unless a host pins another or leaves it to
 * the machine, and on each Mac those of its own. See `allotSpace` for the order of preference.
 */
export function allotUids(fleet: Fleet, before: UidLedger): AllottedUids {
  const hosts = listUidHosts(fleet);
  const diagnostics: Diagnostic[] = [...reportUsersOffNixos(fleet)];
  const { claims, pins } = claimOnNixos(fleet, hosts.nixos);
  const kept = keepUids(fleet, before, hosts);
  const supply = createNixosSupply(fleet, kept.onNixos);
  const nixos = allotSpace(before.nixos, claims, supply.supplyOf);
  diagnostics.push(...reportSpace(fleet, { claims, allotted: nixos, host: undefined }));
  diagnostics.push(...reportFullRanges(fleet, supply, nixos.unserved));
  diagnostics.push(...reportOutsideOfGroups(supply, claims, before.nixos));
  diagnostics.push(...reportWithoutAccount(fleet, claims, nixos.space));
  const shared = new Map([...nixos.space.accounts].map(([uid, user]) => [user, uid]));
  const spaces = new Map<string, UidSpace>();
  for (const [host, space] of before.hosts) spaces.set(host, buried(space));
  for (const host of hosts.nixos) {
    const own = pins.get(host.id);
    if (own === undefined) continue;
    // What a user has on all hosts needs no line of its own.
    const differing = own.filter(({ user, declared }) => shared.get(user) !== declared);
    const allotted = allotSpace(spaceOf(before, host.id), differing, () => nothing);
    diagnostics.push(...reportSpace(fleet, { claims: differing, allotted, host }));
    spaces.set(host.id, allotted.space);
  }
  const darwin = new Map<string, Uids>();
  const ofMacs = { range: fleet.defaults.uidRange.darwin, isKept: kept.onMacs };
  for (const host of hosts.macs) {
    const own = claimOnMac(fleet, host);
    const allotted = allotSpace(spaceOf(before, host.id), own, () => ofMacs);
    const served = { claims: own, allotted, host };
    diagnostics.push(...reportSpace(fleet, served), ...reportOnMac(fleet, served));
    spaces.set(host.id, allotted.space);
    darwin.set(host.id, decidedByLedger(allotted.uids));
  }
  const ledger = createLedger(nixos.space, spaces);
  diagnostics.push(...reportPins(fleet, { hosts: hosts.nixos, claims, pins, before, ledger }));
  const uids = claims.map(
    ({ user, declared }) => [user, declared ?? nixos.uids.get(user)] as const,
  );
  return { ledger, nixos: decidedByLedger(uids), darwin, diagnostics };
}

/** Tells the uids that are given to nobody anew. */
interface KeptUids {
  readonly onNixos: (uid: number) => boolean;
  readonly onMacs: (uid: number) => boolean;
}

/**
 * What is declared anywhere, for whomever, and what is or was pinned. What a Mac was allotted, others may have
 * as well: macOS gives out the same numbers on each.
 */
function keepUids(fleet: Fleet, { hosts: spaces }: UidLedger, { macs }: UidHosts): KeptUids {
  const declared = listDeclaredUids(fleet);
  const isMac = new Set(macs.map(({ id }) => id));
  const onHosts = new Set<number>();
  const onOthers = new Set<number>();
  for (const [id, { accounts, tombstones }] of spaces) {
    for (const uid of [...accounts.keys(), ...tombstones.keys()]) {
      onHosts.add(uid);
      // On NixOS nobody has one below; of a host that is gone it is not known what it was.
      if (!isMac.has(id) && uid >= 1000) onOthers.add(uid);
    }
  }
  return {
    onNixos: (uid) => declared.has(uid) || onHosts.has(uid) || uidOwner(uid, "nixos") !== undefined,
    onMacs: (uid) => uid <= firstOfMac || onOthers.has(uid) || declared.has(uid),
  };
}

// macOS gives 501 to the account that it is set up with.
const firstOfMac = 501;

/** For those who are given what they declare, and nothing else. */
const nothing: UidSupply = { range: [1, 0], isKept: () => true };

/** The space of a host that is none of the fleet any more, or that pins nothing. */
function buried(space: UidSpace): UidSpace {
  return allotSpace(space, [], () => nothing).space;
}

function decidedByLedger(uids: Iterable<readonly [string, number | undefined]>): Uids {
  const decided = new Map<string, Decided<number>>();
  for (const [user, value] of uids) {
    if (value !== undefined) decided.set(user, { value, origin: "ledger", path: undefined });
  }
  return decided;
}
