export {
  type ChangeKind,
  type ChangeRisk,
  type ChangeSection,
  changeKindNames,
  changeKinds,
  changeSections,
} from "./plan/change-kinds.ts";
export { compareFleets } from "./plan/compare-fleets.ts";
export {
  type FleetFacts,
  factsOfFleet,
  factsOfText,
  type MoreFacts,
  noFacts,
} from "./plan/facts/fleet-facts.ts";
export type { ChangePlace, Plan, PlannedChange, PlannedWork } from "./plan/planned-change.ts";
