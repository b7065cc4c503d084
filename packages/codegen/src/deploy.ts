export type { Usages } from "./deploy/deploy-commands.ts";
export {
  type Deployment,
  type DeployRequest,
  type DeployStep,
  planDeployment,
} from "./deploy/deploy-steps.ts";
export { type DeployTarget, listDeployTargets } from "./deploy/deploy-targets.ts";
export type { Engine, EngineOutput, EngineVersion } from "./deploy/engine.ts";
export { engines } from "./deploy/engines.ts";
export { engineOf } from "./deploy/host-engine.ts";
export { type Installation, planInstallation } from "./deploy/installation.ts";
export type { UndeployedTarget } from "./deploy/undeployed-target.ts";
