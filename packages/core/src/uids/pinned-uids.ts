import { createOnce, type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import { createAcceptance, reportUnusedShares, type SharedUid } from "./shared-uids.ts";
import type { AccountClaim, NixosClaims } from "./uid-claims.ts";
import { formerOwner, sameOnHost } from "./uid-cures.ts";
import { spaceOf, type UidLedger, type UidSpace } from "./uid-ledger.ts";

/** What is pinned on NixOS hosts, and what is on record. */
export interface PinnedUids extends NixosClaims {
  /** The NixOS hosts. */
  readonly hosts: readonly Host[];
  readonly before: UidLedger;
  /** As it has to be from now on. */
  readonly ledger: UidLedger;
}

/**
 * What stands between people and uids that are pinned on single hosts. What two have on one host is an error;
 * on different hosts it is one unless it is accepted, for files move between them.
 */
export function* reportPins(fleet: Fleet, pinned: PinnedUids): Iterable<Diagnostic> {
  const acceptance = createAcceptance(fleet);
  const former = indexTombstones(fleet, pinned.ledger);
  for (const [id, pins] of pinned.pins) {
    for (const pin of pins) yield* reportPin(fleet, pinned, { ...pin, id, former });
  }
  const isNew = createOnce();
  for (const shared of listShared(fleet, pinned)) {
    if (!isNew(shared.uid, ...shared.users) || acceptance.accepts(shared)) continue;
    yield describeShared(shared);
  }
  yield* reportFormerOnHosts(fleet, pinned);
  yield* reportUnusedShares(fleet, acceptance);
}

interface Pin extends AccountClaim {
  /** The id of its host. */
  readonly id: string;
}

/** Whose a uid was: on all NixOS hosts, where no host is named, or pinned on one. */
interface FormerOwner {
  readonly user: string;
  readonly place: string | undefined;
}

function indexTombstones(fleet: Fleet, { nixos, hosts }: UidLedger) {
  const former = new Map<number, FormerOwner[]>();
  const add = (place: string | undefined, { tombstones }: UidSpace) => {
    for (const [uid, user] of tombstones) {
      former.set(uid, [...(former.get(uid) ?? []), { user, place }]);
    }
  };
  add(undefined, nixos);
  for (const [id, space] of hosts) {
    if (fleet.hosts.get(id)?.platform !== "darwin") add(id, space);
  }
  return former;
}

/** What one pin takes from somebody who is on its host, or from one who is gone. */
function* reportPin(
  fleet: Fleet,
  { ledger, before }: PinnedUids,
  { former, ...pin }: Pin & { readonly former: ReadonlyMap<number, readonly FormerOwner[]> },
): Iterable<Diagnostic> {
  const { user, declared: uid, path = [], host, id } = pin;
  if (uid === undefined) return;
  const owner = ledger.nixos.accounts.get(uid);
  if (owner !== undefined && owner !== user && hasShared(fleet, host, owner)) {
    const there = ` (${placeOfShared(fleet, owner)})`;
    const { message, help } = sameOnHost({ uid, user, owner, there }, id);
    yield coreCodes.create("uid-taken", message, { path, help });
  }
  // What was pinned before was judged when it came; what was pinned here for another, with its host.
  if (before.hosts.get(id)?.accounts.get(uid) === user) return;
  if (before.nixos.accounts.get(uid) === user) return;
  const other = former.get(uid)?.find((one) => one.user !== user && one.place !== id);
  if (other === undefined) return;
  const { message, help } = formerOwner(fleet, { uid, user, owner: other.user }, other.place);
  yield coreCodes.create("uid-taken", message, { path, help });
}

/** Whether somebody has on a host what is theirs on all NixOS hosts. */
function hasShared({ users }: Fleet, { placements }: Host, user: string): boolean {
  const placement = placements.get(user);
  if (placement === undefined || placement.own.uid !== undefined) return false;
  return users.get(user)?.own.uid !== "machine";
}

function placeOfShared({ users }: Fleet, user: string): string {
  const isDeclared = typeof users.get(user)?.own.uid === "number";
  return isDeclared ? formatPath(["users", user, "uid"]) : "fleet.lock.json";
}

/** Uids that are pinned for one, and another's on other hosts. */
function* listShared(fleet: Fleet, { pins, ledger, hosts }: PinnedUids): Iterable<SharedUid> {
  const seen = new Map<number, Pin[]>();
  const byId = new Map(hosts.map((host) => [host.id, host]));
  for (const [id, own] of pins) {
    for (const pin of own) {
      const { user, declared: uid, path = [] } = pin;
      if (uid === undefined) continue;
      const owner = ledger.nixos.accounts.get(uid);
      const host = byId.get(id);
      const isHere = host !== undefined && owner !== undefined && hasShared(fleet, host, owner);
      if (owner !== undefined && owner !== user && !isHere) {
        const other = `all NixOS hosts (${placeOfShared(fleet, owner)})`;
        yield { uid, users: inOrder(owner, user), path, user, host: id, owner, other };
      }
      const earlier = seen.get(uid) ?? [];
      for (const one of earlier) {
        if (one.user === user || one.id === id) continue;
        const other = `${quote(one.id)} (${formatPath(one.path ?? [])})`;
        const users = inOrder(one.user, user);
        yield { uid, users, path, user, host: id, owner: one.user, other };
      }
      if (earlier.every((one) => one.user !== user)) seen.set(uid, [...earlier, { ...pin, id }]);
    }
  }
}

function inOrder(a: string, b: string): readonly [string, string] {
  return a < b ? [a, b] : [b, a];
}

function describeShared({ uid, path, user, host, owner, other, users }: SharedUid): Diagnostic {
  const entry = `{ uid: ${uid}, users: [${users.map(quote).join(", ")}], reason: "…" }`;
  return coreCodes.create(
    "uid-shared",
    `The uid ${uid} is that of ${quote(user)} on ${quote(host)}, and that of ${quote(owner)} on ${other}: a file that moves between them changes hands.`,
    {
      path,
      help: `Give ${quote(user)} another uid on ${quote(host)}, with \`usermod\` there. Where it has to stay, accept it with the reason: policy: { sharedUids: [${entry}] }.`,
    },
  );
}

/**
 * Somebody has on a host, by what is theirs on all of them, what was pinned there for somebody else: the files
 * of that person would be theirs.
 */
function* reportFormerOnHosts(fleet: Fleet, { hosts, ledger }: PinnedUids): Iterable<Diagnostic> {
  for (const host of hosts) {
    const { tombstones }: UidSpace = spaceOf(ledger, host.id);
    for (const [uid, former] of tombstones) {
      const user = ledger.nixos.accounts.get(uid);
      if (user === undefined || user === former || !hasShared(fleet, host, user)) continue;
      const placement = host.placements.get(user);
      const { message, help } = formerOwner(fleet, { uid, user, owner: former }, host.id);
      yield coreCodes.create("uid-taken", message, { path: placement?.path ?? [], help });
    }
  }
}
