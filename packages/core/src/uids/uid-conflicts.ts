import { type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { AllottedSpace, UidConflict } from "./allot-space.ts";
import { type AccountClaim, listUidHosts } from "./uid-claims.ts";
import { allottedToOther, describePlacing, formerOwner, type Words } from "./uid-cures.ts";
import type { UidSpace } from "./uid-ledger.ts";

/** What came of a space. */
interface Served {
  readonly claims: readonly AccountClaim[];
  readonly allotted: AllottedSpace;
  /** Undefined for the NixOS hosts. */
  readonly mac: Host | undefined;
}

/** What kept accounts of a space from their uids. */
export function* reportSpace(fleet: Fleet, served: Served): Iterable<Diagnostic> {
  const { claims, allotted, mac } = served;
  const byUser = new Map(claims.map((claim) => [claim.user, claim]));
  for (const conflict of allotted.conflicts) {
    const [claim, owner] = [byUser.get(conflict.user), byUser.get(conflict.owner)];
    if (claim === undefined) throw new Error("bug: a conflict without a claim");
    yield describeConflict(fleet, conflict, { claim, owner, mac });
  }
  if (mac === undefined) yield* reportFullRange(fleet, served);
  else yield* reportOnMac(fleet, { ...served, mac });
}

function* reportOnMac(fleet: Fleet, served: Served & { readonly mac: Host }): Iterable<Diagnostic> {
  const { claims, allotted, mac } = served;
  const waiting = [...allotted.served, ...allotted.unserved].sort();
  if (waiting.length === 0) return;
  const unknown = claims.filter(
    ({ user, declared, isServed }) =>
      declared === undefined && !isServed && !allotted.uids.has(user),
  );
  if (unknown.length === 0) yield* reportFullRange(fleet, served);
  for (const claim of unknown) {
    if (!mayBePinned(fleet, claim)) yield uidNeeded(fleet, claim, { waiting, mac });
  }
}

/** Whether what would have told the uid, or that none is needed, had to be left out. */
function mayBePinned({ gaps }: Fleet, { user, host, placement }: AccountClaim): boolean {
  return (
    isGap(gaps, [...placement.path, "uid"]) ||
    isGap(gaps, [...placement.path, "isAdmin"]) ||
    isGap(gaps, ["users", user, "isAdmin"]) ||
    isGap(gaps, ["hosts", host.id, "primaryUser"])
  );
}

function uidNeeded(
  fleet: Fleet,
  claim: AccountClaim,
  { waiting, mac }: { readonly waiting: readonly string[]; readonly mac: Host },
): Diagnostic {
  const { user, placement } = claim;
  return coreCodes.create(
    "uid-needed",
    `The uid of ${quote(user)} on the Mac ${quote(mac.id)} is not known, so none can be allotted to ${waiting.map(quote).join(" and ")} there.`,
    {
      path: placement.path,
      help: `${describePlacing(fleet, claim, "uid: 501")} On the Mac, \`id -u LOGIN\` prints it.`,
    },
  );
}

function* reportFullRange({ defaults, gaps }: Fleet, served: Served): Iterable<Diagnostic> {
  const { allotted, mac } = served;
  const platform = mac === undefined ? "nixos" : "darwin";
  const [first, last] = defaults.uidRange[platform];
  const path = ["defaults", "uidRange", platform];
  // That a range is empty has been reported.
  if (allotted.unserved.length === 0 || first > last || isGap(gaps, path)) return;
  const where = mac === undefined ? "NixOS" : `the Mac ${quote(mac.id)}`;
  yield coreCodes.create(
    "uid-range-full",
    `No uid from ${first} to ${last} is left on ${where} for ${allotted.unserved.map(quote).join(" and ")}.`,
    {
      path,
      help: `Widen \`defaults.uidRange.${platform}\`, or free uids of people who are gone; \`fleet uids\` lists them.`,
    },
  );
}

interface Parties {
  readonly claim: AccountClaim;
  /** Undefined where the owner has no account in the space any more. */
  readonly owner: AccountClaim | undefined;
  readonly mac: Host | undefined;
}

function describeConflict(
  fleet: Fleet,
  conflict: UidConflict,
  { claim, ...parties }: Parties,
): Diagnostic {
  const { message, help } = wordConflict(fleet, conflict, parties);
  return coreCodes.create("uid-taken", message, { path: claim.path ?? [], help });
}

function wordConflict(
  fleet: Fleet,
  { uid, user, owner: other, kind }: UidConflict,
  { owner, mac }: Omit<Parties, "claim">,
): Words {
  if (kind === "former") return formerOwner({ uid, user, owner: other }, mac);
  if (kind === "held") return allottedToOther({ uid, user, owner: other }, mac);
  const host = mac ?? findCommonHost(fleet, user, other);
  const owners = `${quote(other)} and ${quote(user)}`;
  if (host !== undefined) {
    return {
      message: `On ${quote(host.id)}, the uid ${uid} belongs to both ${owners}.`,
      help: "Give one of the two another uid, before files on disk belong to the wrong person.",
    };
  }
  const there = owner === undefined ? "" : ` (${formatPath(owner.path ?? [])})`;
  return {
    message: `The uid ${uid} belongs to both ${owners}${there}, on different NixOS hosts.`,
    help: "Give one of the two another uid: a uid is one person's on all NixOS hosts.",
  };
}

function findCommonHost(fleet: Fleet, ...users: readonly string[]): Host | undefined {
  return listUidHosts(fleet).nixos.find(({ placements }) =>
    users.every((user) => placements.has(user)),
  );
}

/** Who declares a uid that counts nowhere: on a Mac, only that of a placement does. */
export function* reportUsersOffNixos(fleet: Fleet): Iterable<Diagnostic> {
  const macs = new Set(listUidHosts(fleet).macs);
  if (macs.size === 0) return;
  const elsewhere = new Set<string>();
  const onMacs = new Map<string, Host>();
  for (const host of fleet.hosts.values()) {
    const isMac = macs.has(host);
    for (const user of host.placements.keys()) {
      if (isMac && !onMacs.has(user)) onMacs.set(user, host);
      if (!isMac) elsewhere.add(user);
    }
  }
  for (const [user, host] of onMacs) {
    const uid = fleet.users.get(user)?.own.uid;
    if (uid === undefined || elsewhere.has(user)) continue;
    yield coreCodes.create(
      "uid-off-nixos",
      `The uid ${uid} of ${quote(user)} counts nowhere: it is for NixOS, and all accounts of ${quote(user)} are on Macs.`,
      {
        path: ["users", user, "uid"],
        help: `Set it for each Mac, in the placement: ${formatPath(["hosts", host.id, "users", user, "uid"])}. On the Mac, \`id -u LOGIN\` prints it.`,
      },
    );
  }
}

/** Who declares somebody else's uid, without an account yet that would have it. */
export function* reportWithoutAccount(
  fleet: Fleet,
  claims: readonly AccountClaim[],
  { accounts, tombstones }: UidSpace,
): Iterable<Diagnostic> {
  const placed = new Set(claims.map(({ user }) => user));
  for (const [user, { own }] of fleet.users) {
    const { uid } = own;
    if (uid === undefined || placed.has(user)) continue;
    const owner = accounts.get(uid) ?? tombstones.get(uid);
    if (owner === undefined || owner === user) continue;
    const { message, help } = accounts.has(uid)
      ? {
          message: `The uid ${uid} of ${quote(user)} belongs to ${quote(owner)}.`,
          help: "Choose another uid; `fleet uids` lists those that are given out.",
        }
      : formerOwner({ uid, user, owner }, undefined);
    yield coreCodes.create("uid-taken", message, { path: ["users", user, "uid"], help });
  }
}
