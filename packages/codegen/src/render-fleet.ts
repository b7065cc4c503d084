import {
  type FleetJsonInput,
  fleetIndexPath,
  fleetJsonPath,
  renderFleetJson,
} from "./fleet-json/fleet-json.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** Where sops looks for its rules. */
export const sopsYamlPath = ".sops.yaml";

/** Every path that fleet may generate: one of them that is no longer rendered is an orphan. */
export const generatedPaths: readonly string[] = [sopsYamlPath, fleetIndexPath, fleetJsonPath];

/** Renders all files of a fleet, in the order of their paths. */
export function renderFleet(input: FleetJsonInput): GeneratedFile[] {
  const sopsYaml = input.secrets?.sopsYaml;
  const files = renderFleetJson(input);
  if (sopsYaml === undefined) return files;
  return [{ path: sopsYamlPath, contents: sopsYaml }, ...files];
}
