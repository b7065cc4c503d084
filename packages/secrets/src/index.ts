export { type Access, listAccess, whatCanBeReadBy, whoCanRead } from "./access/access.ts";
export { secretsCodes } from "./codes.ts";
export { type FileContents, tailLength, wholeFileLimit } from "./files/file-contents.ts";
export { type FileFormat, formatOf } from "./files/file-format.ts";
export { readSecretKeys } from "./files/file-values.ts";
export {
  createSecretFileReader,
  type SecretFile,
  type SecretFileReader,
} from "./files/secret-file.ts";
export type { HeaderKey, SopsHeader } from "./files/sops-metadata.ts";
export type { Keyring } from "./keys/keyring.ts";
export {
  type KeyType,
  type ParsedRecipient,
  parseRecipient,
  type Recipient,
} from "./keys/recipient.ts";
export { nameReader, nameRecipient } from "./keys/recipient-name.ts";
export { convertSshToAge, type SshToAge } from "./keys/ssh-to-age.ts";
export {
  acknowledgeDebts,
  type Debt,
  emptyRecord,
  isDate,
  listOwed,
  recordRotation,
  reportDebts,
  type SecretsRecord,
  type SeenFiles,
  updateRecord,
} from "./record/debt.ts";
export { mergeRecords } from "./record/debt-merge.ts";
export { parseRecord } from "./record/debt-record.ts";
export { defaultSecretRules } from "./rules/default-rules.ts";
export {
  createRuleFinder,
  type FileRule,
  type Grant,
  type KeyGroup,
  type RuleFinder,
  ruleRecipients,
} from "./rules/file-rule.ts";
export { resolveSecrets, type Secrets } from "./rules/resolve-secrets.ts";
export type { SecretRule } from "./rules/secret-rule.ts";
export {
  type HostIdentity,
  resolveWiring,
  type SecretUse,
  type WiredSecret,
  type Wiring,
} from "./rules/wiring.ts";
export {
  type AdoptedRule,
  type Adoption,
  listUnproven,
  planAdoption,
} from "./sops-yaml/adoption.ts";
export { readAnchorNames } from "./sops-yaml/anchor-names.ts";
export { sopsYamlPath } from "./sops-yaml/generated-text.ts";
export { renderOneRuleConfig } from "./sops-yaml/one-rule-config.ts";
export {
  pickSopsRule,
  type SopsConfig,
  type SopsPick,
  type SopsRule,
} from "./sops-yaml/sops-config.ts";
export { checkSopsConfig } from "./sops-yaml/sops-config-rules.ts";
export { renderSopsYaml } from "./sops-yaml/sops-yaml.ts";
export { compareSopsYaml, type SopsYamlDifference } from "./sops-yaml/sops-yaml-check.ts";
export { parseSopsYaml } from "./sops-yaml/sops-yaml-reader.ts";
export type { FileStatus } from "./status/file-status.ts";
export { checkRewrite, type Rewrite } from "./status/rewrite-check.ts";
export { compareRepository, type Repository, type Status } from "./status/status.ts";
export { canOpen, judgeSync, pluginsOf, type SyncNeed } from "./status/sync-need.ts";
export { planSync, type SyncPlan } from "./status/sync-plan.ts";
