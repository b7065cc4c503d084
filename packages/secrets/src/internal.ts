export { formatOf } from "./files/file-format.ts";
export { recipientOfNobody } from "./keys/nobody.ts";
export { type ParsedRecipient, parseRecipient } from "./keys/recipient.ts";
export { nameReader, nameRecipient } from "./keys/recipient-name.ts";
export { convertSshToAge, type SshToAge } from "./keys/ssh-to-age.ts";
export { isDate } from "./record/debt.ts";
export {
  type AdoptedRule,
  type Adoption,
  listUnproven,
  planAdoption,
} from "./sops-yaml/adoption.ts";
export { readAnchorNames } from "./sops-yaml/anchor-names.ts";
export { sopsYamlPath } from "./sops-yaml/generated-text.ts";
export { renderOneRuleConfig } from "./sops-yaml/one-rule-config.ts";
export type { SopsConfig, SopsPick, SopsRule } from "./sops-yaml/sops-config.ts";
export type { SopsYamlDifference } from "./sops-yaml/sops-yaml-differences.ts";
export { parseSopsYaml } from "./sops-yaml/sops-yaml-reader.ts";
export { checkRewrite, type Rewrite } from "./status/rewrite-check.ts";
export { canOpen, judgeSync, pluginsOf, type SyncNeed } from "./status/sync-need.ts";
