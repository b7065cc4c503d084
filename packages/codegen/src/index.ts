export {
  type FleetJsonInput,
  fleetIndexPath,
  fleetJsonPath,
  indexThreshold,
  renderFleetJson,
} from "./fleet-json.ts";
export type { GeneratedFile } from "./generated-file.ts";
export { generatedPaths, renderFleet } from "./render-fleet.ts";
