export {
  type AdoptedRule,
  type Adoption,
  listUnproven,
  planAdoption,
} from "./adoption/adoption.ts";
export { readAnchorNames } from "./adoption/anchor-names.ts";
export { type KeptSecrets, keepSecrets } from "./adoption/kept-secrets.ts";
export { type NamedKey, type NamedList, readNamedKeys } from "./adoption/named-keys.ts";
export { listOpenPaths } from "./adoption/open-paths.ts";
export { createHeadingReader } from "./adoption/yaml-headings.ts";
export { readClanKeys } from "./clan/clan-keys.ts";
export { withoutClan } from "./clan/clan-layout.ts";
export { findClanFolder } from "./clan/clan-tree.ts";
export { isForeign, keepKeys } from "./comparison/kept-keys.ts";
export { findPrivateKey, type SeenContent } from "./comparison/plain-file.ts";
export { checkRewrite, type Rewrite } from "./comparison/rewrite-check.ts";
export { canOpen, judgeSync, pluginsOf, type SyncNeed } from "./comparison/sync-need.ts";
export { type AgeMark, markOfRecipient, markOfStanza } from "./files/age-claim.ts";
export { type AgeHead, ageHeadLength, readAgeHead } from "./files/age-head.ts";
export { cryptFields, defaultCryptRule, isSameCryptRule } from "./files/crypt-rule.ts";
export type { GitView } from "./findings/git-findings.ts";
export { mayNameKey } from "./findings/key-names.ts";
export { formatOf } from "./formats/file-format.ts";
export { listSharers } from "./keys/keyring.ts";
export { recipientOfNobody } from "./keys/nobody.ts";
export { type ParsedRecipient, parseRecipient } from "./keys/recipient.ts";
export { nameReader, nameRecipient } from "./keys/recipient-name.ts";
export { convertSshToAge, type SshToAge } from "./keys/ssh-to-age.ts";
export { parsePathRegex, samplePathRegex } from "./path-regex/path-regex.ts";
export { isDate } from "./record/debt.ts";
export { type ClanFolder, readClanFolder } from "./rules/clan-folder.ts";
export { createIgnoreFinder } from "./rules/ignored-paths.ts";
export {
  comparePatterns,
  createPathTest,
  isLiteral,
  literalFolder,
  type PathPattern,
  parsePattern,
  patternProblem,
  samplePaths,
} from "./rules/path-pattern.ts";
export { parseReader, resolveReader } from "./rules/reader.ts";
export { isGenerated, sopsYamlPath } from "./sops-yaml/generated-text.ts";
export { renderOneRuleConfig } from "./sops-yaml/one-rule-config.ts";
export {
  pickSopsRule,
  type SopsConfig,
  type SopsPick,
  type SopsRule,
} from "./sops-yaml/sops-config.ts";
export type { SopsYamlDifference } from "./sops-yaml/sops-yaml-differences.ts";
export { parseSopsYaml } from "./sops-yaml/sops-yaml-reader.ts";
export { placeOfSecret } from "./wiring/password-checks.ts";
