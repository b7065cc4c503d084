export {
  type Deployment,
  type DeployRequest,
  type DeployStep,
  planDeployment,
  type UndeployedTarget,
} from "./deploy/deploy-steps.ts";
export { type DeployTarget, listDeployTargets } from "./deploy/deploy-targets.ts";
export type { Engine, EngineOutput, EngineVersion } from "./deploy/engine.ts";
export { engines } from "./deploy/engines.ts";
export { engineOf } from "./deploy/host-engine.ts";
