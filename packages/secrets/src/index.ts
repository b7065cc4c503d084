export {
  type Access,
  listAccess,
  whatCanBeReadBy,
  whoCanRead,
} from "./access.ts";
export { type AdoptedRule, type Adoption, planAdoption } from "./adoption.ts";
export { readAnchorNames } from "./anchor-names.ts";
export type { CryptRule } from "./crypt-rule.ts";
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
} from "./debt.ts";
export { mergeRecords } from "./debt-merge.ts";
export { parseRecord } from "./debt-record.ts";
export { defaultSecretRules } from "./default-rules.ts";
export { type FileContents, tailLength, wholeFileLimit } from "./file-contents.ts";
export { type FileFormat, formatOf } from "./file-format.ts";
export {
  createRuleFinder,
  type FileRule,
  type Grant,
  type KeyGroup,
  type RuleFinder,
  ruleRecipients,
} from "./file-rule.ts";
export type { FileStatus } from "./file-status.ts";
export { readSecretKeys } from "./file-values.ts";
export { secretsCodes } from "./finding.ts";
export type { Keyring } from "./keyring.ts";
export { renderOneRuleConfig } from "./one-rule-config.ts";
export { type KeyType, type ParsedRecipient, parseRecipient, type Recipient } from "./recipient.ts";
export { nameReader, nameRecipient } from "./recipient-name.ts";
export { resolveSecrets, type Secrets } from "./resolve-secrets.ts";
export { checkRewrite, type Rewrite } from "./rewrite-check.ts";
export { createSecretFileReader, type SecretFile, type SecretFileReader } from "./secret-file.ts";
export type { SecretUse } from "./secret-use.ts";
export type {
  AgeKey,
  SecretRule,
  SecretsHost,
  SecretsInput,
  SecretsOperator,
  SecretsUser,
} from "./secrets-input.ts";
export { readSecretsInput } from "./secrets-of-fleet.ts";
export { pickSopsRule, type SopsConfig, type SopsPick, type SopsRule } from "./sops-config.ts";
export { checkSopsConfig } from "./sops-config-rules.ts";
export type { HeaderKey, SopsHeader } from "./sops-metadata.ts";
export { renderSopsYaml, sopsYamlHeader, sopsYamlPath } from "./sops-yaml.ts";
export { compareSopsYaml, type SopsYamlDifference } from "./sops-yaml-check.ts";
export { parseSopsYaml } from "./sops-yaml-reader.ts";
export { convertSshToAge, type SshToAge } from "./ssh-to-age.ts";
export { compareRepository, type Repository, type Status } from "./status.ts";
export { canOpen, judgeSync, pluginsOf, type SyncNeed } from "./sync-need.ts";
export { planSync, type SyncPlan } from "./sync-plan.ts";
export { type HostIdentity, resolveWiring, type WiredSecret, type Wiring } from "./wiring.ts";
