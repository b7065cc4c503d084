import { formatPath } from "@fleet/diagnostics";
import type { UidSpace } from "../uid-ledger.ts";
import { indexDeclaredUids, type UidDeclarations } from "./declared-uids.ts";
import type { RecordedUids } from "./earlier-fleet.ts";

/** A uid that is given out, or was. */
export interface ListedUid {
  readonly uid: number;
  readonly user: string;
  /** The id of the Mac; null for the NixOS hosts. */
  readonly host: string | null;
  readonly state: "declared" | "allotted" | "tombstone";
  /** Where it is declared; null where it is not. */
  readonly declaredAt: string | null;
  /** Whether it is written down already. */
  readonly isRecorded: boolean;
}

/** Every uid of the ledger as it has to be now: those of NixOS, then Mac by Mac, each in order. */
export function listLedger({ resolved, recorded }: RecordedUids): ListedUid[] {
  const { ledger, hosts } = resolved;
  const nixos = [...hosts.values()].filter(({ platform }) => platform === "nixos");
  const macs = [...ledger.darwin].flatMap(([id, now]) => {
    const mac = hosts.get(id);
    const declaredAt = indexDeclaredUids(mac === undefined ? [] : [mac]);
    return listSpace({ now, before: recorded.darwin.get(id), declaredAt }, id);
  });
  const declaredAt = indexDeclaredUids(nixos);
  return [...listSpace({ now: ledger.nixos, before: recorded.nixos, declaredAt }, null), ...macs];
}

interface ListedSpace {
  readonly now: UidSpace;
  /** As it is written down. */
  readonly before: UidSpace | undefined;
  readonly declaredAt: UidDeclarations;
}

function listSpace({ now, before, declaredAt }: ListedSpace, host: string | null): ListedUid[] {
  const held = [...now.accounts].map(([uid, user]): ListedUid => {
    const path = declaredAt(user, uid);
    return {
      uid,
      user,
      host,
      state: path === undefined ? "allotted" : "declared",
      declaredAt: path === undefined ? null : formatPath(path),
      isRecorded: before?.accounts.get(uid) === user,
    };
  });
  const former = [...now.tombstones].map(([uid, user]): ListedUid => {
    const isRecorded = before?.tombstones.get(uid) === user;
    return { uid, user, host, state: "tombstone", declaredAt: null, isRecorded };
  });
  return [...held, ...former].sort((a, b) => a.uid - b.uid);
}
