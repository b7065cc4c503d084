export {
  type FleetJsonInput,
  fleetIndexPath,
  fleetJsonPath,
  indexThreshold,
  renderFleetJson,
  unstamped,
} from "./fleet-json.ts";
export type { GeneratedFile } from "./generated-file.ts";
export { generatedPaths, renderFleet } from "./render-fleet.ts";
