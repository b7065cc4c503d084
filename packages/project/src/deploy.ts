export { askUsages } from "./deploy/asked-usages.ts";
export { chooseTargets } from "./deploy/chosen-targets.ts";
export { listConditions } from "./deploy/conditions.ts";
export { listUnreadable } from "./deploy/engine-inputs.ts";
export { findEngines } from "./deploy/found-engines.ts";
export { type LogFolder, openLogs } from "./deploy/log-folder.ts";
export { type InstallationRequest, planInstalled } from "./deploy/planned-installation.ts";
export { type RunOptions, runSteps } from "./deploy/run-steps.ts";
export type { StepOutcome, StepState } from "./deploy/step-outcome.ts";
