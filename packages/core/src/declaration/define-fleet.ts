import type { FleetDeclaration } from "./declaration.ts";

/**
 * Types a declaration: `export default defineFleet({ … })` in `fleet.config.ts`. The ids of users,
 * hosts, profiles, aggregates and features become literal types, so that naming one that is not
 * declared is an error in the editor. Returns its argument; all checks happen when fleet reads it.
 */
export function defineFleet<
  const U extends string,
  const H extends string,
  const P extends string = never,
  const A extends string = never,
  const F extends string = never,
>(declaration: FleetDeclaration<U, H, P, A, F>): FleetDeclaration<U, H, P, A, F> {
  return declaration;
}
