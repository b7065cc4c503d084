import { nearestName, quote, suggestName } from "@fleet/diagnostics";
import { isMap, isScalar, type YAMLMap } from "yaml";
import { cryptFields } from "../files/crypt-rule.ts";
import type { Plain } from "../keys/plain.ts";
import type { Say } from "./sops-yaml-reader.ts";

/** What sops reads of the file; anything else may hold anchors. */
export const topKeys = ["creation_rules", "destination_rules", "stores"];
/** The fields of a rule that hold keys, beside its key groups. */
export const keyFields = [
  "age",
  "pgp",
  "kms",
  "gcp_kms",
  "hckms",
  "azure_keyvault",
  "hc_vault_transit_uri",
];
const ruleKeys = [
  "path_regex",
  "key_groups",
  "shamir_threshold",
  "mac_only_encrypted",
  "aws_profile",
  ...keyFields,
  ...cryptFields,
];

/** Says which keys of a rule sops passes over. */
export function checkRuleKeys(rule: Plain, node: unknown, say: Say): void {
  for (const key of Object.keys(rule)) {
    if (ruleKeys.includes(key)) continue;
    say("unknown-sops-key", keyNode(node, key), {
      message: `sops passes over ${quote(key)} in the rule.`,
      help: suggestName(key, ruleKeys, "key"),
    });
  }
}

/** Says which keys sops passes over. At the top any may hold anchors; only what is nearly a key of sops is a slip. */
export function checkTopKeys(contents: YAMLMap, say: Say): void {
  for (const { key } of contents.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const meant = topKeys.includes(name) ? undefined : nearestName(name, topKeys);
    if (meant === undefined) continue;
    const message = `sops passes over ${quote(name)}.`;
    say("unknown-sops-key", key, { message, help: `Did you mean ${quote(meant)}?` });
  }
}

function keyNode(node: unknown, name: string): unknown {
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && key.value === name)
    : undefined;
  return pair?.key ?? node;
}
