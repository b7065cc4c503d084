import { Document, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { writeForeignKey } from "../keys/foreign-key.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { KeyType, Recipient } from "../keys/recipient.ts";
import type { FileRule, KeyGroup } from "../rules/file-rule.ts";
import { patternRegex } from "../rules/path-pattern.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { anchorName, readerOfAnchor } from "./anchor-name.ts";
import { generatedComment } from "./generated-text.ts";

/** The types in the order in which sops itself lists them (config/config.go). */
const typeOrder: readonly KeyType[] = [
  "age",
  "pgp",
  "kms",
  "gcp_kms",
  "hckms",
  "azure_keyvault",
  "hc_vault",
];

/**
 * Writes `.sops.yaml`: every key once, under the name of its reader and its own where it has one, and one rule for each path, the
 * particular before the general. There is no rule for what no rule is about, so that sops refuses it.
 * The same secrets give the same bytes. Its second line holds the digest, which is for whoever writes
 * the file to know; default: no such line. Undefined when there are no rules.
 */
export function renderSopsYaml({ rules, keyring }: Secrets, digest?: string): string | undefined {
  if (rules.length === 0) return undefined;
  const document = new Document();
  document.commentBefore = generatedComment(digest);
  const keys = nameKeys(rules, keyring.keyNames);
  const root = new YAMLMap();
  root.set("keys", listKeys(keys));
  const list = new YAMLSeq();
  for (const rule of rules) list.add(writeRule(rule, { document, keys }));
  root.set("creation_rules", list);
  document.contents = root;
  return document.toString({ lineWidth: 0 });
}

type NamedKeys = ReadonlyMap<string, Scalar>;

/** A node for each key that is written as a text, with its name as the anchor; in order of the names. */
function nameKeys(rules: readonly FileRule[], keyNames: Keyring["keyNames"]): NamedKeys {
  const grants = new Map(
    rules.flatMap(({ groups }) => groups.flat()).map((grant) => [grant.recipient.id, grant]),
  );
  const named = [...grants.values()].sort((a, b) =>
    `${a.reader} ${a.recipient.id}` < `${b.reader} ${b.recipient.id}` ? -1 : 1,
  );
  const taken = new Set<string>();
  const keys = new Map<string, Scalar>();
  for (const { reader, recipient } of named) {
    const text = keyText(recipient);
    if (typeof text !== "string") continue;
    const node = new Scalar(text);
    const name = keyNames?.get(recipient.id) ?? reader;
    node.anchor = freeName(anchorName(name), taken);
    // Who leaves is called by what stands here: an anchor has not all characters, and a number may be either's.
    const isTold = readerOfAnchor(node.anchor) === name && !/_\d+$/.test(node.anchor);
    if (!isTold && !reader.startsWith("recipient:")) node.comment = ` ${name}`;
    keys.set(recipient.id, node);
  }
  return keys;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
  taken.add(free);
  return free;
}

function listKeys(keys: NamedKeys): YAMLSeq {
  const list = new YAMLSeq();
  for (const node of keys.values()) list.add(node);
  return list;
}

interface Writing {
  readonly document: Document;
  readonly keys: NamedKeys;
}

function writeRule(rule: FileRule, writing: Writing): YAMLMap {
  const map = new YAMLMap();
  map.set("path_regex", quoted(patternRegex(rule.pattern)));
  if (rule.cryptRule !== undefined) map.set(rule.cryptRule.field, quoted(rule.cryptRule.value));
  if (rule.threshold !== undefined) map.set("shamir_threshold", rule.threshold);
  const groups = new YAMLSeq();
  for (const group of rule.groups) groups.add(writeGroup(group, writing));
  map.set("key_groups", groups);
  return map;
}

function writeGroup(group: KeyGroup, { document, keys }: Writing): YAMLMap {
  const map = new YAMLMap();
  for (const type of typeOrder) {
    const list = new YAMLSeq();
    for (const { recipient } of group) {
      if (recipient.type !== type) continue;
      const node = keys.get(recipient.id);
      list.add(node === undefined ? keyText(recipient) : document.createAlias(node));
    }
    if (list.items.length > 0) map.set(type, list);
  }
  return map;
}

function keyText({ type, id }: Recipient): string | Record<string, string> {
  return type === "age" ? id : writeForeignKey(type, id.slice(type.length + 1));
}

function quoted(text: string): Scalar {
  const node = new Scalar(text);
  node.type = Scalar.QUOTE_SINGLE;
  return node;
}
