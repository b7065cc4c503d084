import {
  type FleetJsonInput,
  fleetIndexPath,
  fleetJsonPath,
  renderFleetJson,
  unstamped,
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
  return [{ path: sopsYamlPath, contents: leaveRoom(sopsYaml) }, ...files];
}

/** The text with a second line of comment that holds the place for its digest. */
function leaveRoom(text: string): string {
  const end = text.indexOf("\n") + 1;
  return `${text.slice(0, end)}# "generated": "${unstamped}"\n${text.slice(end)}`;
}
