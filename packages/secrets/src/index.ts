export { type Access, listAccess, whatCanBeReadBy, whoCanRead } from "./access/access.ts";
export {
  type AskedFiles,
  type ComparedAccess,
  type ComparedFile,
  type ComparedFiles,
  compareAccess,
} from "./access/actual-access.ts";
export type { FileReading } from "./access/file-reading.ts";
export { readAnchoredReaders } from "./adoption/anchored-readers.ts";
export { checkClan, type ReadClan } from "./clan/clan-findings.ts";
export { type ClanLayout, type ClanMember, joinClan, layOutClan } from "./clan/clan-layout.ts";
export type { ClanKeyFile, ClanKind, ClanLink, ClanTree } from "./clan/clan-tree.ts";
export { areInStep, type FileState, judgeFile } from "./comparison/file-state.ts";
export type { FileStatus } from "./comparison/file-status.ts";
export {
  listNameSources,
  listReaders,
  type NameSources,
  planRotation,
  planSync,
  type SyncPlan,
} from "./comparison/sync-plan.ts";
export { type FileContents, largestFile } from "./files/file-contents.ts";
export { readSecretKeys, type ValueType } from "./files/file-values.ts";
export {
  createSecretFileReader,
  type SecretFile,
  type SecretFileReader,
} from "./files/secret-file.ts";
export type { HeaderKey, SopsHeader } from "./files/sops-metadata.ts";
export type { FileFormat } from "./formats/file-format.ts";
export { type FormerReader, type NameSource, recallReaders } from "./keys/former-reader.ts";
export type { Keyring } from "./keys/keyring.ts";
export type { KeyType, Recipient } from "./keys/recipient.ts";
export {
  acknowledgeDebts,
  type Debt,
  emptyRecord,
  listOwed,
  recordLoss,
  recordRotation,
  type SecretsRecord,
  type SeenFiles,
} from "./record/debt.ts";
export { parseRecord } from "./record/debt-record.ts";
export { type DebtView, listDebtors, type NamedDebt, reportDebts } from "./record/debt-report.ts";
export { followLinks, forgetLinks, type Links } from "./record/linked-files.ts";
export { type MovedReaders, moveReader, moveRecord } from "./record/moved-readers.ts";
export { listNames, updateRecord } from "./record/record-update.ts";
export {
  createRuleFinder,
  type FileRule,
  type Grant,
  type KeyGroup,
  type RuleFinder,
} from "./rules/file-rule.ts";
export { resolveSecrets, type Secrets } from "./rules/resolve-secrets.ts";
export { renderSopsYaml } from "./sops-yaml/sops-yaml.ts";
export { compareRepository, type Repository, type Status } from "./status/status.ts";
export {
  type HostIdentity,
  resolveWiring,
  type SecretUse,
  type WiredSecret,
  type Wiring,
} from "./wiring/wiring.ts";
