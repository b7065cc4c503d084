import { formatPath } from "@fleet/diagnostics";
import type { Platform } from "../../declaration/declaration.ts";
import type { UidSpace } from "../uid-ledger.ts";
import { indexDeclaredUids, type UidDeclarations } from "./declared-uids.ts";
import type { RecordedUids } from "./earlier-fleet.ts";

/** A uid that is given out, or was. */
export interface ListedUid {
  readonly uid: number;
  readonly user: string;
  /** The id of a single host; null for all NixOS hosts. */
  readonly host: string | null;
  /** What that host is; null where it is none of the fleet any more. */
  readonly platform: Platform | null;
  readonly state: "declared" | "allotted" | "tombstone";
  /** Where it is declared; null where it is not. */
  readonly declaredAt: string | null;
  /** Whether it is written down already. */
  readonly isRecorded: boolean;
}

/** Every uid of the ledger as it has to be now: those of all NixOS hosts, then host by host, each in order. */
export function listLedger({ resolved, recorded }: RecordedUids): ListedUid[] {
  const { ledger, hosts } = resolved;
  const nixos = [...hosts.values()].filter(({ platform }) => platform === "nixos");
  const single = [...ledger.hosts].flatMap(([id, now]) => {
    const host = hosts.get(id);
    const declaredAt = indexDeclaredUids(host === undefined ? [] : [host]);
    const place = { host: id, platform: host?.platform ?? null };
    return listSpace({ now, before: recorded.hosts.get(id), declaredAt }, place);
  });
  const declaredAt = indexDeclaredUids(nixos);
  const shared = { now: ledger.nixos, before: recorded.nixos, declaredAt };
  return [...listSpace(shared, { host: null, platform: "nixos" }), ...single];
}

/** Somebody whose uid on a NixOS host is left to that machine. */
export interface UnlistedUid {
  readonly user: string;
  /** The id of the host. */
  readonly host: string;
  /** Where that is declared. */
  readonly declaredAt: string;
}

/** Who has an account whose uid is left to its machine: host by host, in order. */
export function listUidsOfMachines({ hosts }: RecordedUids["resolved"]): UnlistedUid[] {
  return [...hosts.values()].flatMap(({ id, accounts }) =>
    [...accounts.values()].flatMap(({ user, uidOfMachine }) =>
      uidOfMachine?.path === undefined
        ? []
        : [{ user, host: id, declaredAt: formatPath(uidOfMachine.path) }],
    ),
  );
}

interface ListedSpace {
  readonly now: UidSpace;
  /** As it is written down. */
  readonly before: UidSpace | undefined;
  readonly declaredAt: UidDeclarations;
}

function listSpace(
  { now, before, declaredAt }: ListedSpace,
  place: Pick<ListedUid, "host" | "platform">,
): ListedUid[] {
  const held = [...now.accounts].map(([uid, user]): ListedUid => {
    const path = declaredAt(user, uid);
    return {
      uid,
      user,
      ...place,
      state: path === undefined ? "allotted" : "declared",
      declaredAt: path === undefined ? null : formatPath(path),
      isRecorded: before?.accounts.get(uid) === user,
    };
  });
  const former = [...now.tombstones].map(([uid, user]): ListedUid => {
    const isRecorded = before?.tombstones.get(uid) === user;
    return { uid, user, ...place, state: "tombstone", declaredAt: null, isRecorded };
  });
  return [...held, ...former].sort((a, b) => a.uid - b.uid);
}
