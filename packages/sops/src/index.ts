export { findReadable, findReaders, listKnownAccess } from "./answers/access-answers.ts";
export {
  type ExplainedFile,
  type ExplainedReader,
  type ExplainedRule,
  type ExplainedUse,
  explainFile,
} from "./answers/file-explanation.ts";
export { examineIdentities } from "./answers/identity-rows.ts";
export {
  type AdoptionReport,
  adoptSopsYaml,
  guessOwner,
} from "./answers/sops-yaml-adoption.ts";
export {
  type Acknowledged,
  type Acknowledgement,
  acknowledgeFiles,
} from "./change/acknowledgement.ts";
export { type Change, type ChangeOutcome, changeFiles } from "./change/change-files.ts";
export type { ChangeRequest } from "./change/change-plan.ts";
export { type EditedFile, type EditRequest, editFile } from "./change/file-edit.ts";
export type { RewriteTask } from "./change/rewrite-task.ts";
export { holdWorkFolder, type WorkFolder } from "./change/work-folder.ts";
export { sopsCodes } from "./codes.ts";
export { pathFromRoot } from "./open/chosen-files.ts";
export { type KnownSecrets, openKnownSecrets } from "./open/known-secrets.ts";
export { type SecretScan, scanSecretFiles } from "./open/secret-scan.ts";
export type { SecretsProject } from "./open/secrets-comparison.ts";
export { listSecretsFindings, locateInProject } from "./open/secrets-findings.ts";
export { type OpenedSecrets, openSecrets, readSecrets } from "./open/secrets-project.ts";
