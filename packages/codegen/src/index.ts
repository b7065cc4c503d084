export { type DeployCommand, listDeployCommands } from "./deploy/deploy-commands.ts";
export {
  type FleetJsonInput,
  type FleetSecretsInput,
  fleetIndexPath,
  fleetJsonPath,
  indexThreshold,
  renderFleetJson,
  unstamped,
} from "./fleet-json/fleet-json.ts";
export type { GeneratedFile } from "./generated-file.ts";
export { generatedPaths, renderFleet, sopsYamlPath } from "./render-fleet.ts";
