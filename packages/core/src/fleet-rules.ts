import { deployRules } from "./deploy-rules.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Fleet, Placement } from "./fleet.ts";
import { groupRules } from "./group-rules.ts";
import { hostRules } from "./host-rules.ts";
import { layoutRules } from "./layout-rules.ts";
import { nameRules } from "./name-rules.ts";
import { type DeclaredNames, differingPlacements } from "./placements.ts";
import { referenceRules } from "./reference-rules.ts";
import { serviceRules } from "./service-rules.ts";
import { valueRules } from "./value-rules.ts";

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

/** All that is wrong with a well-formed declaration, in the order of the rules. */
export function checkFleet(fleet: Fleet, names: DeclaredNames): Diagnostic[] {
  const differing = differingPlacements(fleet.hosts);
  return rules.flatMap((rule) => [...rule(fleet, names, differing)]);
}
