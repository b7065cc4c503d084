import type { ComputedFleet } from "@fleet/codegen";
import type { Fleet } from "@fleet/core";
import {
  isWithoutMoves,
  listSoundMoves,
  type MovedIds,
  moveLedger,
  noMoves,
} from "@fleet/core/internal";
import type { LockFile, LockParts } from "./lock-file.ts";
import { lockPath } from "./lock-text.ts";

/** What is called otherwise now, as the declaration says; nothing where there is none. */
export function movesOf({
  fleet,
}: {
  readonly fleet: Pick<ComputedFleet, "declared"> | undefined;
}): MovedIds {
  return fleet === undefined ? noMoves : listSoundMoves(fleet.declared);
}

/** What is remembered, under the ids that `moved` gives to whom it is about. The text is that on the disk. */
export async function moveLock(lock: LockFile, fleet: Fleet): Promise<LockFile> {
  const moves = listSoundMoves(fleet);
  if (isWithoutMoves(moves)) return lock;
  return { ...lock, ...(await moveLockParts(lock, moves)), isMoved: true };
}

/** The parts of a lock file about uids and secrets under new ids. */
export async function moveLockParts(
  { secrets, uids }: Pick<LockParts, "secrets" | "uids">,
  moves: MovedIds,
): Promise<Pick<LockParts, "secrets" | "uids">> {
  return { secrets: await moveSecrets(secrets, moves), uids: moveLedger(uids, moves) };
}

/** The part about secrets under new ids; as it is where it cannot be read. */
export async function moveSecrets(part: unknown, moves: MovedIds): Promise<unknown> {
  if (part === undefined || isWithoutMoves(moves)) return part;
  const { moveRecord, parseRecord } = await import("@fleet/secrets/record");
  const { value, diagnostics } = parseRecord(part, lockPath);
  return diagnostics.length > 0 ? part : moveRecord(value, moves);
}
