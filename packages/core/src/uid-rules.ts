import { findClashes, placeOf } from "./clashes.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { isGap } from "./gaps.ts";
import { createOnce } from "./once.ts";
import type { Account, ResolvedHost } from "./resolved-fleet.ts";
import { quote } from "./suggestion.ts";

type Hosts = ReadonlyMap<string, ResolvedHost>;
type Range = readonly [first: number, last: number];

/** All that is wrong with declared uids, in the order of the rules. */
export function checkUids(fleet: Fleet, hosts: Hosts): Diagnostic[] {
  const ofKnownSystem = new Map(
    [...hosts].filter(([id]) => !isGap(fleet.gaps, ["hosts", id, "system"])),
  );
  return [
    ...uidsAreInRange(fleet, ofKnownSystem),
    ...uidsWithoutAccountAreInRange(fleet),
    ...uidsAreNotThoseOfNix(fleet, ofKnownSystem),
    ...uidsAreUnique(fleet, hosts),
    ...uidsAreTheSameOnAllNixos(fleet, ofKnownSystem),
  ];
}

/** Declared uids lie in the range of the platform. */
function* uidsAreInRange(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  if (isGap(fleet.gaps, ["defaults", "uidRange"])) return;
  const isNew = createOnce();
  for (const { host, account, uid } of declaredUids(hosts)) {
    const platform = host.platform === "darwin" ? "darwin" : "nixos";
    const range = fleet.defaults.uidRange[platform];
    if (isWithin(uid, range)) continue;
    const path = placeOf(fleet, host, account, "uid");
    if (!isNew(platform, path)) continue;
    const whose = `of ${quote(account.user)} on ${quote(host.id)}`;
    yield outOfRange(uid, { path, whose, platform, range });
  }
}

/** The accounts that have a declared uid; one that several hosts share is given for the first of them. */
function declaredUids(hosts: Hosts): { host: ResolvedHost; account: Account; uid: number }[] {
  const seen = new Set<Account>();
  const found: { host: ResolvedHost; account: Account; uid: number }[] = [];
  for (const host of hosts.values()) {
    for (const account of host.accounts.values()) {
      if (seen.has(account)) continue;
      seen.add(account);
      if (account.uid !== undefined) found.push({ host, account, uid: account.uid.value });
    }
  }
  return found;
}

/** A person without any account has a uid that one could have. */
function* uidsWithoutAccountAreInRange(fleet: Fleet): Iterable<Diagnostic> {
  if (isGap(fleet.gaps, ["defaults", "uidRange"])) return;
  const placed = new Set<string>();
  for (const { placements } of fleet.hosts.values()) {
    for (const user of placements.keys()) placed.add(user);
  }
  const { nixos, darwin } = fleet.defaults.uidRange;
  for (const [id, { own }] of fleet.users) {
    if (own.uid === undefined || placed.has(id)) continue;
    if (isWithin(own.uid, nixos) || isWithin(own.uid, darwin)) continue;
    const path = ["users", id, "uid"];
    yield outOfRange(own.uid, { path, whose: `of ${quote(id)}`, platform: "nixos", range: nixos });
  }
}

function isWithin(uid: number, [first, last]: Range): boolean {
  return uid >= first && uid <= last;
}

function outOfRange(
  uid: number,
  at: { path: Path; whose: string; platform: string; range: Range },
): Diagnostic {
  const [first, last] = at.range;
  return {
    code: "core/uid-out-of-range",
    severity: "error",
    path: at.path,
    message: `The uid ${uid} ${at.whose} is not between ${first} and ${last}.`,
    help: `Choose a uid from ${first} to ${last}, or widen \`defaults.uidRange.${at.platform}\`.`,
  };
}

// NixOS: ids.uids.nixbld is 30000, and build users are numbered from 1, at most 128 by its installer.
const buildUsers: Range = [30001, 30128];

/** On NixOS, some uids of the range belong to the users that Nix builds as. */
function* uidsAreNotThoseOfNix(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account, uid } of declaredUids(hosts)) {
    if (host.platform !== "nixos" || !isWithin(uid, buildUsers)) continue;
    const path = placeOf(fleet, host, account, "uid");
    if (!isNew(path)) continue;
    yield {
      code: "core/uid-taken",
      severity: "error",
      path,
      message: `The uid ${uid} of ${quote(account.user)} on ${quote(host.id)} belongs to a build user of Nix.`,
      help: `Choose a uid below ${buildUsers[0]} or above ${buildUsers[1]}.`,
    };
  }
}

/** No two users of a host have the same uid. */
function* uidsAreUnique(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account, other } of findClashes(hosts, "uid")) {
    const path = placeOf(fleet, host, account, "uid");
    if (!isNew(path, other.user)) continue;
    yield {
      code: "core/uid-taken",
      severity: "error",
      path,
      message: `On ${quote(host.id)}, the uid ${account.uid?.value} belongs to both ${quote(other.user)} and ${quote(account.user)}.`,
      help: "Give one of the two another uid, before files on disk belong to the wrong person.",
    };
  }
}

/** A person's files can move between NixOS hosts, so the uid is the same on all of them. */
function* uidsAreTheSameOnAllNixos(fleet: Fleet, hosts: Hosts): Iterable<Diagnostic> {
  const isNew = createOnce();
  const first = new Map<string, { uid: number; host: string }>();
  for (const { host, account, uid } of declaredUids(hosts)) {
    if (host.platform !== "nixos") continue;
    const earlier = first.get(account.user);
    if (earlier === undefined) first.set(account.user, { uid, host: host.id });
    if (earlier === undefined || earlier.uid === uid) continue;
    const path = placeOf(fleet, host, account, "uid");
    if (!isNew(path)) continue;
    yield {
      code: "core/uid-differs",
      severity: "error",
      path,
      message: `${quote(account.user)} has the uid ${uid} on ${quote(host.id)} and ${earlier.uid} on ${quote(earlier.host)}.`,
      help: "Set the uid once, on the user: it is the same on all NixOS hosts.",
    };
  }
}
