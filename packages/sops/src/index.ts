export { type Change, type ChangeOutcome, changeFiles } from "./change-files.ts";
export type { ChangeRequest } from "./change-plan.ts";
export { pathFromRoot } from "./chosen-files.ts";
export { sopsCodes } from "./codes.ts";
export type { RewriteTask } from "./file-rewrite.ts";
export { writeRecordFile } from "./record-file.ts";
export { scanSecretFiles } from "./secret-scan.ts";
export {
  listSecretsFindings,
  locateInProject,
  readSecrets,
  type SecretsProject,
} from "./secrets-project.ts";
export { holdWorkFolder } from "./work-folder.ts";
