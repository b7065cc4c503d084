export { codegenCodes } from "./codes.ts";
export type { ComputedFleet, ComputedSecrets } from "./computed-fleet.ts";
export { type DeployCommand, listDeployCommands } from "./deploy/deploy-commands.ts";
export { createEmission, type Emission, emitFiles } from "./emission.ts";
export type { Digest, Emitter } from "./emitter.ts";
export { emitters, generatedPaths } from "./emitters.ts";
export { fleetIndexPath, indexThreshold } from "./fleet-json/fleet-index.ts";
export { fleetJsonPath } from "./fleet-json/fleet-json.ts";
export type {
  FleetJson,
  FleetJsonAccount,
  FleetJsonAccountHome,
  FleetJsonGroup,
  FleetJsonHome,
  FleetJsonHost,
  FleetJsonSecret,
  FleetJsonSecretFile,
} from "./fleet-json/fleet-json-content.ts";
export { fleetJsonEmitter } from "./fleet-json/fleet-json-emitter.ts";
export { readFleetJson } from "./fleet-json/fleet-json-reader.ts";
export { unstamped } from "./fleet-json/stamp.ts";
export type { GeneratedFile } from "./generated-file.ts";
export { sopsYamlEmitter, sopsYamlPath } from "./sops-yaml/sops-yaml-emitter.ts";
