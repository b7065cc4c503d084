import type { Diagnostic } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { nameRules } from "./name-rules.ts";
import type { DeclaredNames } from "./placements.ts";
import { referenceRules } from "./reference-rules.ts";
import { valueRules } from "./value-rules.ts";

/** What one rule finds in a well-formed declaration. */
export type Rule = (fleet: Fleet, names: DeclaredNames) => Iterable<Diagnostic>;

const rules: readonly Rule[] = [...nameRules, ...referenceRules, ...valueRules];

/** All that is wrong with a well-formed declaration, in the order of the rules. */
export function checkFleet(fleet: Fleet, names: DeclaredNames): Diagnostic[] {
  return rules.flatMap((rule) => [...rule(fleet, names)]);
}
