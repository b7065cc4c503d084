import { type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { UidDeclaration } from "../declaration/people/uid-declaration.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { AllottedSpace, UidConflict } from "./allot-space.ts";
import { isSharedByUsers } from "./shared-uids.ts";
import { type AccountClaim, listUidHosts } from "./uid-claims.ts";
import {
  allottedToOther,
  describePlacing,
  formerOwner,
  sameOnHost,
  type Words,
} from "./uid-cures.ts";
import type { UidSpace } from "./uid-ledger.ts";
import { reportFullRange } from "./uid-range-findings.ts";

/** What came of a space. */
interface Served {
  readonly claims: readonly AccountClaim[];
  readonly allotted: AllottedSpace;
  /** Undefined for the space that all NixOS hosts share. */
  readonly host: Host | undefined;
}

/** Who may not have what is declared in a space. */
export function* reportSpace(fleet: Fleet, served: Served): Iterable<Diagnostic> {
  const { claims, allotted, host } = served;
  const byUser = new Map(claims.map((claim) => [claim.user, claim]));
  for (const conflict of allotted.conflicts) {
    const [claim, owner] = [byUser.get(conflict.user), byUser.get(conflict.owner)];
    if (claim === undefined) throw new Error("bug: a conflict without a claim");
    yield describeConflict(fleet, conflict, { claim, owner, host });
  }
}

/** What kept accounts of a Mac from getting one. */
export function* reportOnMac(
  fleet: Fleet,
  served: Served & { readonly host: Host },
): Iterable<Diagnostic> {
  const { claims, allotted, host: mac } = served;
  const waiting = [...allotted.served, ...allotted.unserved].sort();
  if (waiting.length === 0) return;
  const unknown = claims.filter(
    ({ user, declared, isServed }) =>
      declared === undefined && !isServed && !allotted.uids.has(user),
  );
  if (unknown.length === 0) {
    const where = `the Mac ${quote(mac.id)}`;
    const about = { where, path: ["defaults", "uidRange", "darwin"] };
    yield* reportFullRange(fleet, allotted.unserved, {
      ...about,
      range: fleet.defaults.uidRange.darwin,
    });
  }
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

interface Parties {
  readonly claim: AccountClaim;
  /** Undefined where the owner has no account in the space any more. */
  readonly owner: AccountClaim | undefined;
  readonly host: Host | undefined;
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
  { owner, host: single }: Omit<Parties, "claim">,
): Words {
  if (kind === "former") return formerOwner(fleet, { uid, user, owner: other }, single?.id);
  if (kind === "held") return allottedToOther({ uid, user, owner: other }, single);
  const host = single ?? findCommonHost(fleet, user, other);
  const owners = `${quote(other)} and ${quote(user)}`;
  const there = owner === undefined ? "" : ` (${formatPath(owner.path ?? [])})`;
  if (host !== undefined) return sameOnHost({ uid, user, owner: other, there }, host.id);
  return {
    message: `The uid ${uid} belongs to both ${owners}${there}, on different NixOS hosts.`,
    help: isShareDeclared(fleet, uid, [user, other])
      ? "Give one of the two another uid; or write that of one of them in placements, not as the user's own: only then does policy.sharedUids accept it."
      : "Give one of the two another uid: a uid is one person's on all NixOS hosts.",
  };
}

/** Whether somebody meant to accept that two people have one uid, wherever they are. */
function isShareDeclared(fleet: Fleet, uid: number, pair: readonly string[]): boolean {
  return (
    isSharedByUsers(fleet, uid, pair) &&
    fleet.policy.sharedUids.some(
      (one) => one.uid === uid && pair.every((user) => one.users.includes(user)),
    )
  );
}

function findCommonHost(fleet: Fleet, ...users: readonly string[]): Host | undefined {
  return listUidHosts(fleet).nixos.find(({ placements }) =>
    users.every((user) => placements.has(user)),
  );
}

/** Who declares a uid that counts nowhere: on a Mac, only that of a placement does, and it is a number. */
export function* reportUsersOffNixos(fleet: Fleet): Iterable<Diagnostic> {
  const macs = new Set(listUidHosts(fleet).macs);
  if (macs.size === 0) return;
  yield* reportLeftToMacs(macs);
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
      `The uid ${describeUid(uid)} of ${quote(user)} counts nowhere: it is for NixOS, and all accounts of ${quote(user)} are on Macs.`,
      {
        path: ["users", user, "uid"],
        help: `Set it for each Mac, in the placement: ${formatPath(["hosts", host.id, "users", user, "uid"])}. On the Mac, \`id -u LOGIN\` prints it.`,
      },
    );
  }
}

function describeUid(uid: UidDeclaration): string {
  return typeof uid === "number" ? String(uid) : quote(uid);
}

/** A Mac chooses no uid for an account that nix-darwin makes. */
function* reportLeftToMacs(macs: Iterable<Host>): Iterable<Diagnostic> {
  for (const { id, placements } of macs) {
    for (const { user, path, own } of placements.values()) {
      if (own.uid !== "machine") continue;
      yield coreCodes.create(
        "uid-off-nixos",
        `The uid of ${quote(user)} on the Mac ${quote(id)} is left to the machine, which only NixOS can choose one for.`,
        {
          path: [...path, "uid"],
          help: "Write the uid that `id -u LOGIN` prints on the Mac. Of its primary user and admins it can be left out.",
        },
      );
    }
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
    if (typeof uid !== "number" || placed.has(user)) continue;
    const owner = accounts.get(uid) ?? tombstones.get(uid);
    if (owner === undefined || owner === user) continue;
    const { message, help } = accounts.has(uid)
      ? {
          message: `The uid ${uid} of ${quote(user)} belongs to ${quote(owner)}.`,
          help: "Choose another uid; `fleet uids` lists those that are given out.",
        }
      : formerOwner(fleet, { uid, user, owner }, undefined);
    yield coreCodes.create("uid-taken", message, { path: ["users", user, "uid"], help });
  }
}
