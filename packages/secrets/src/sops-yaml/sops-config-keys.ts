import { quote } from "@fleet/diagnostics";
import { foreignIdentities } from "../keys/foreign-identity.ts";
import { isRecord, itemsOf, type Plain } from "../keys/plain.ts";
import { isPrivateKey, parseRecipient } from "../keys/recipient.ts";
import type { Place } from "./rule-reader.ts";
import type { Say } from "./sops-yaml-reader.ts";

const groupKeys = ["merge", "age", "pgp", "kms", "gcp_kms", "hckms", "azure_keyvault", "hc_vault"];

/** The ids of the keys of one item of `key_groups`, in the order of sops; `merge` comes first. */
export function readKeyGroup(group: unknown, node: unknown, say: Say): string[] {
  if (!isRecord(group)) {
    say("bad-sops-yaml", node, {
      message: "A key group is a mapping from types to lists of keys.",
    });
    return [];
  }
  for (const key of Object.keys(group)) {
    if (groupKeys.includes(key)) continue;
    const message = `sops passes over ${quote(key)} in the key group.`;
    say("unknown-sops-key", node, { message, help: `A key group holds ${groupKeys.join(", ")}.` });
  }
  const ids = itemsOf(group["merge"]).flatMap((merged) => readKeyGroup(merged, node, say));
  const place = { node, say };
  const ages = listOf(group, "age", { ...place, isText: true });
  for (const item of ages) ids.push(...ageIds(item, place));
  for (const type of Object.keys(foreignIdentities)) {
    const isText = type === "pgp" || type === "hc_vault";
    const list = listOf(group, type, { ...place, isText });
    for (const item of list) ids.push(foreignId(type, item, place));
  }
  return ids;
}

/** The ids of the keys of a rule without `key_groups`: texts with commas, or lists of texts. */
export function readFlatKeys(rule: Plain, node: unknown, say: Say): string[] {
  const ids: string[] = [];
  const place = { node, say };
  for (const item of flatItems(rule, "age", place)) ids.push(...ageIds(item, place));
  for (const type of Object.keys(foreignIdentities)) {
    const field = type === "hc_vault" ? "hc_vault_transit_uri" : type;
    for (const item of flatItems(rule, field, place)) ids.push(foreignId(type, item, place));
  }
  return [...new Set(ids)];
}

function flatItems(rule: Plain, field: string, at: Place): readonly unknown[] {
  const value = rule[field];
  if (typeof value === "string") return value.split(",").filter((text) => text.trim() !== "");
  // Unlike in a key group, each item has to be a key (config.go, parseKeyField).
  if (itemsOf(value).some((item) => item === null || item === "")) {
    const message = `\`${field}\` holds an empty item, which sops refuses.`;
    at.say("bad-sops-yaml", at.node, { message, help: "Take it out." });
  }
  return listOf(rule, field, { ...at, isText: true });
}

interface ListPlace extends Place {
  /** Whether the keys are texts, or mappings. */
  readonly isText: boolean;
}

/** The keys of one type, as sops takes them; of what else stands there sops refuses the file. */
function listOf(record: Plain, type: string, { node, say, isText }: ListPlace): readonly unknown[] {
  const list = record[type];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    say("bad-sops-yaml", node, { message: `\`${type}\` is no list, and sops refuses it.` });
    return [];
  }
  if (list.some((item: unknown) => Array.isArray(item))) {
    say("bad-sops-yaml", node, {
      message: `\`${type}\` holds a list in a list, which sops refuses.`,
      help: "Lists are put together with `merge`: - merge: [*admins, *hosts], where each is a key group.",
    });
  }
  const isOther = (item: unknown) => (isText ? isRecord(item) : typeof item === "string");
  if (list.some(isOther)) {
    const [has, wants] = isText ? ["a mapping", "a text"] : ["a text", "a mapping"];
    const message = `\`${type}\` holds ${has} where ${wants} belongs, which sops refuses.`;
    say("bad-sops-yaml", node, { message, help: examples[type] ?? "Write the key as a text." });
  }
  return list.filter((item: unknown) => (isText ? typeof item === "string" : isRecord(item)));
}

const examples: { readonly [type: string]: string } = {
  age: "Write the public key: - age1…",
  pgp: "Write the fingerprint: - FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4",
  kms: "Write - arn: …",
  gcp_kms: "Write - resource_id: …",
  hckms: "Write - key_id: …",
  azure_keyvault: "Write - { vaultUrl: …, key: …, version: … }",
};

/** Keys between commas, of which sops takes none that is empty (age/keysource.go, MasterKeysFromRecipients). */
function ageIds(item: unknown, place: Place): string[] {
  if (typeof item !== "string" || item === "") return [];
  return item.split(",").flatMap((text) => ageId(text.trim(), place));
}

function ageId(text: string, { node, say }: Place): string[] {
  const parsed = parseRecipient(text);
  if (parsed.ok) {
    if (parsed.comment !== "") {
      say("recipient-has-comment", node, {
        message: `The comment ${quote(parsed.comment)} of an SSH key is part of the recipient to sops.`,
        help: "Take the comment off: the same key with another comment counts as another one.",
      });
    }
    return [parsed.recipient.id];
  }
  if (isPrivateKey(text)) say("private-key", node, { message: parsed.problem });
  else {
    say("bad-recipient", node, { message: `${quote(text)} is no recipient. ${parsed.problem}` });
  }
  return parsed.isPrivate ? [] : [text];
}

function foreignId(type: string, item: unknown, { node, say }: Place): string {
  if (isRecord(item)) return foreignIdentities[type]?.(item) ?? "";
  const text = typeof item === "string" ? item.trim() : "";
  if (type !== "pgp") return `${type}:${text}`;
  const id = `pgp:${text.replaceAll(" ", "")}`;
  const parsed = parseRecipient(id);
  // gpg would not find it, and sops would encrypt nothing.
  if (!parsed.ok) {
    const message = `${quote(text)} is no PGP key to sops. ${parsed.problem}`;
    say("bad-recipient", node, { message });
  }
  return id;
}
