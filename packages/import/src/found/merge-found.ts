import type { FoundFleet } from "./found-fleet.ts";

/** One fleet of what several sources say, the first of them first believed. */
export function mergeFound(fleets: readonly FoundFleet[]): FoundFleet {
  return fleets[0] ?? { hosts: [], homes: [] };
}
