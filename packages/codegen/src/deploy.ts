export {
  type Deployment,
  type DeployRequest,
  type DeployStep,
  planDeployment,
  type UndeployedTarget,
} from "./deploy/deploy-steps.ts";
export { type DeployTarget, listDeployTargets } from "./deploy/deploy-targets.ts";
export type { Engine, EngineVersion } from "./deploy/engine.ts";
