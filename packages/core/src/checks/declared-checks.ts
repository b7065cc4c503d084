import type { Diagnostic } from "@fleet/diagnostics";
import type { Fleet, Placement } from "../parse/fleet.ts";
import { type DeclaredNames, differingPlacements } from "../parse/placements.ts";
import { deployRules } from "./deploy-checks.ts";
import { groupRules } from "./group-checks.ts";
import { hostRules } from "./host-checks.ts";
import { layoutRules } from "./layout-checks.ts";
import { nameRules } from "./name-checks.ts";
import { referenceRules } from "./reference-checks.ts";
import { serviceRules } from "./service-checks.ts";
import { valueRules } from "./value-checks.ts";

/** What one rule finds in a well-formed declaration. `differing` are the placements that say more than that there is an account. */
export type Rule = (
  fleet: Fleet,
  names: DeclaredNames,
  differing: readonly Placement[],
) => Iterable<Diagnostic>;

const rules: readonly Rule[] = [
  ...nameRules,
  ...referenceRules,
  ...hostRules,
  ...valueRules,
  ...groupRules,
  ...serviceRules,
  ...deployRules,
  ...layoutRules,
];

/**
 * All that is wrong with a well-formed declaration, in the order of the rules. Placements that say the
 * same are looked at once: a large fleet has thousands of them. Only where something is wrong, all are,
 * so that each place is named.
 */
export function checkFleet(fleet: Fleet, names: DeclaredNames): Diagnostic[] {
  const differing = differingPlacements(fleet.hosts);
  const apply = (placements: readonly Placement[]) =>
    rules.flatMap((rule) => [...rule(fleet, names, placements)]);
  const kinds = new Map(differing.map((placement) => [JSON.stringify(placement.own), placement]));
  const found = apply([...kinds.values()]);
  return found.length === 0 || kinds.size === differing.length ? found : apply(differing);
}
