export { type Change, type ChangeOutcome, changeFiles } from "./change/change-files.ts";
export type { ChangeRequest } from "./change/change-plan.ts";
export type { RewriteTask } from "./change/file-rewrite.ts";
export { holdWorkFolder } from "./change/work-folder.ts";
export { sopsCodes } from "./codes.ts";
export { pathFromRoot } from "./open/chosen-files.ts";
export { writeRecordFile } from "./open/record-file.ts";
export { scanSecretFiles } from "./open/secret-scan.ts";
export {
  listSecretsFindings,
  locateInProject,
  readSecrets,
  type SecretsProject,
} from "./open/secrets-project.ts";
