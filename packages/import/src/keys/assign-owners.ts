import type { FoundFleet } from "../found/found-fleet.ts";
import type { AssignedOwner, FoundKeys } from "../found/found-keys.ts";

/** Says whose each key is, by the names that sources give them and by who was found elsewhere. Each recipient is one owner's. */
export function assignOwners(
  _keys: readonly FoundKeys[],
  _fleet: FoundFleet,
): readonly AssignedOwner[] {
  return [];
}
