import type { Fleet } from "../parse/fleet.ts";

/** What is declared of each kind that the layout has files for, by id. */
export function declaredByKind({ users, hosts, profiles, aggregates, features }: Fleet) {
  return { user: users, host: hosts, profile: profiles, aggregate: aggregates, feature: features };
}
