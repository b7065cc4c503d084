export { type AllottedUids, allotUids } from "./allot-uids.ts";
export { compareNames } from "./by-name.ts";
export type * from "./declaration.ts";
export { defineFleet } from "./define-fleet.ts";
export type * from "./deploy-declaration.ts";
export { defaultEngine } from "./deploy-rules.ts";
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
  Group,
  Host,
  Layout,
  Operator,
  Placement,
  Policy,
  Profile,
  User,
} from "./fleet.ts";
export { type Gaps, isGap } from "./gaps.ts";
export type * from "./group-declaration.ts";
export { rootEquivalentGroups } from "./groups.ts";
export { canonicalLayout, dendriticLayout, type Place } from "./layout.ts";
export type * from "./layout-declaration.ts";
export {
  type LedgerClash,
  type LedgerMerge,
  mergeLedgers,
  type Side,
  type Sides,
  type UidClash,
  type UserClash,
} from "./merge-ledgers.ts";
export {
  createModuleFinder,
  type ModuleFinder,
  type ModuleReference,
  uniqueModules,
} from "./module-finder.ts";
export { parseFleet } from "./parse-fleet.ts";
export { parseLedger } from "./parse-ledger.ts";
export { decide } from "./resolve-accounts.ts";
export { resolveFleet } from "./resolve-fleet.ts";
export {
  type Account,
  type Decided,
  type Origin,
  originPath,
  type ResolvedFleet,
  type ResolvedGroup,
  type ResolvedHost,
  type ResolvedSshKey,
} from "./resolved-fleet.ts";
export type * from "./secret-declaration.ts";
export { holdsPrivateKey } from "./secret-text.ts";
export type * from "./service-declaration.ts";
export type { CodeServer } from "./services.ts";
export { shellWord } from "./shell-word.ts";
export { readSshFields } from "./ssh-key.ts";
export { checkStrictKeys, listKeyVariables } from "./strict-keys.ts";
export { nearestName, quote, suggestName } from "./suggestion.ts";
export { type Surroundings, wantedFiles } from "./surroundings.ts";
export {
  emptyLedger,
  type FreedUid,
  formatUidPlace,
  freeUid,
  ledgerJson,
  spaceOf,
  type UidLedger,
  type UidLedgerJson,
  type UidPlace,
  type UidSpace,
} from "./uid-ledger.ts";
