import {
  type FleetJsonInput,
  fleetIndexPath,
  fleetJsonPath,
  renderFleetJson,
} from "./fleet-json.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** Every path that fleet may generate: one of them that is no longer rendered is an orphan. */
export const generatedPaths: readonly string[] = [fleetIndexPath, fleetJsonPath];

/** Renders all files of a fleet, in the order of their paths. */
export function renderFleet(input: FleetJsonInput): GeneratedFile[] {
  return renderFleetJson(input);
}
