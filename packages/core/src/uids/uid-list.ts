import type { UidLedger, UidSpace } from "@fleet/core/internal";
import type { Table } from "@fleet/diagnostics";
import { formatPath, type Path } from "@fleet/diagnostics";
import type { CompiledFleet } from "../compile.ts";

/** A uid that is given out, or was. */
export interface ListedUid {
  readonly uid: number;
  readonly user: string;
  /** The id of the Mac; null for the NixOS hosts. */
  readonly host: string | null;
  readonly state: "declared" | "allotted" | "tombstone";
  /** Where it is declared; null where it is not. */
  readonly declaredAt: string | null;
  /** Whether `fleet.lock.json` says so already. */
  readonly isRecorded: boolean;
}

/** Every uid of the ledger as it has to be now: those of NixOS, then Mac by Mac, each in order. */
export function listLedger(fleet: CompiledFleet): ListedUid[] {
  const { ledger } = fleet.resolved;
  return [
    ...listSpace(fleet, ledger.nixos, null),
    ...[...ledger.darwin].flatMap(([host, space]) => listSpace(fleet, space, host)),
  ];
}

function listSpace(fleet: CompiledFleet, space: UidSpace, host: string | null): ListedUid[] {
  const recorded = spaceIn(fleet.lock.uids, host);
  const held = [...space.accounts].map(([uid, user]): ListedUid => {
    const path = findDeclaration(fleet, { uid, user, host });
    return {
      uid,
      user,
      host,
      state: path === undefined ? "allotted" : "declared",
      declaredAt: path === undefined ? null : formatPath(path),
      isRecorded: recorded?.accounts.get(uid) === user,
    };
  });
  const former = [...space.tombstones].map(([uid, user]): ListedUid => {
    const isRecorded = recorded?.tombstones.get(uid) === user;
    return { uid, user, host, state: "tombstone", declaredAt: null, isRecorded };
  });
  return [...held, ...former].sort((a, b) => a.uid - b.uid);
}

function spaceIn({ nixos, darwin }: UidLedger, host: string | null): UidSpace | undefined {
  return host === null ? nixos : darwin.get(host);
}

/** Where a user's uid is declared: in a placement, or else on the user. */
function findDeclaration(
  { declared: { users, hosts } }: CompiledFleet,
  { uid, user, host }: { uid: number; user: string; host: string | null },
): Path | undefined {
  for (const { id, platform, placements } of hosts.values()) {
    const isMeant = host === null ? platform === "nixos" : id === host;
    const placement = isMeant ? placements.get(user) : undefined;
    if (placement?.own.uid === uid) return [...placement.path, "uid"];
  }
  return host === null && users.get(user)?.own.uid === uid ? ["users", user, "uid"] : undefined;
}

/** The list as people read it. */
export function tabulateUids(uids: readonly ListedUid[]): Table {
  const rows = uids.map(({ uid, user, host, state, declaredAt, isRecorded }) => [
    String(uid),
    user,
    host === null ? "NixOS" : `${host} (Mac)`,
    `${declaredAt === null ? state : `declared: ${declaredAt}`}${isRecorded ? "" : ", not written yet"}`,
  ]);
  return { head: ["uid", "user", "where", "why"], rows };
}
