export { compareNames } from "./by-name.ts";
export type * from "./declaration.ts";
export { defineFleet } from "./define-fleet.ts";
export {
  type Checked,
  type Diagnostic,
  formatPath,
  isError,
  judge,
  type Outcome,
  type Path,
} from "./diagnostic.ts";
export type {
  Aggregate,
  Defaults,
  Feature,
  Fleet,
  FleetSecrets,
  Host,
  Layout,
  Operator,
  Placement,
  Policy,
  Profile,
  User,
} from "./fleet.ts";
export { type Gaps, isGap } from "./gaps.ts";
export { rootEquivalentGroups } from "./groups.ts";
export { canonicalLayout, type Place } from "./layout.ts";
export { parseFleet } from "./parse-fleet.ts";
export { decide } from "./resolve-accounts.ts";
export { resolveFleet } from "./resolve-fleet.ts";
export {
  type Account,
  type Decided,
  type Origin,
  originPath,
  type ResolvedFleet,
  type ResolvedHost,
  type ResolvedSshKey,
} from "./resolved-fleet.ts";
export type * from "./secret-declaration.ts";
export { holdsPrivateKey } from "./secret-text.ts";
export { nearestName, quote, suggestName } from "./suggestion.ts";
export {
  createModuleFinder,
  type ModuleFinder,
  type ModuleReference,
  type Surroundings,
  wantedFiles,
} from "./surroundings.ts";
