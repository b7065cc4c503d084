import type { ComputedFleet } from "@fleet/codegen";
import type { FoundFleet } from "./found-fleet.ts";

/** What a survey would find of a fleet that is declared: the way back, by which an import is proven without Nix. */
export function foundOfFleet(_fleet: ComputedFleet): FoundFleet {
  return { hosts: [], homes: [] };
}
