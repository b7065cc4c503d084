import type { FoundFleet } from "../found/found-fleet.ts";
import type { AssignedOwner } from "../found/found-keys.ts";
import type { Answers, Proposal } from "../proposal/proposal.ts";

/** What is folded. */
export interface Foldable {
  readonly fleet: FoundFleet;
  readonly owners: readonly AssignedOwner[];
  readonly answers: Answers;
}

/** Makes people and machines of what was found: what is common on the user, what differs in placements. */
export function foldFleet(_foldable: Foldable): Proposal {
  return { declaration: { users: {}, hosts: {} }, remarks: [], questions: [], left: [] };
}
