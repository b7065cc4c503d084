export type { ChangePlan, ChangeRequest } from "./change-plan.ts";
export { pathFromRoot } from "./chosen-files.ts";
export { sopsCodes } from "./codes.ts";
export type { RewriteTask, Workshop } from "./file-rewrite.ts";
export { groupFailures } from "./grouped-failures.ts";
export { inspectTasks } from "./preflight.ts";
export { writeRecordFile } from "./record-file.ts";
export { rewriteAll } from "./rewriting.ts";
export { planRotations } from "./rotate-selection.ts";
export { scanSecretFiles } from "./secret-scan.ts";
export {
  listSecretsFindings,
  locateInProject,
  readSecrets,
  type SecretsProject,
} from "./secrets-project.ts";
export { findSops } from "./sops-program.ts";
export { planSyncs } from "./sync-selection.ts";
export { holdWorkFolder, type WorkFolder } from "./work-folder.ts";
