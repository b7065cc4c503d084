import { quote } from "@fleet/diagnostics";
import { foreignIdentities } from "../keys/foreign-identity.ts";
import { isRecord, itemsOf, type Plain } from "../keys/plain.ts";
import { isPrivateKey, parseRecipient } from "../keys/recipient.ts";
import type { Say } from "./sops-yaml-reader.ts";

const groupKeys = ["merge", "age", "pgp", "kms", "gcp_kms", "hckms", "azure_keyvault", "hc_vault"];

/** What a finding is about, and how to say it. */
interface Place {
  readonly node: unknown;
  readonly say: Say;
}

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
  for (const item of listOf(group, "age", { node, say })) ids.push(...ageIds(item, node, say));
  for (const type of Object.keys(foreignIdentities)) {
    for (const item of listOf(group, type, { node, say })) ids.push(foreignId(type, item));
  }
  return ids;
}

/** The ids of the keys of a rule without `key_groups`: texts with commas, or lists of texts. */
export function readFlatKeys(rule: Plain, node: unknown, say: Say): string[] {
  const ids: string[] = [];
  for (const item of flatItems(rule, "age", { node, say })) ids.push(...ageIds(item, node, say));
  for (const type of Object.keys(foreignIdentities)) {
    const field = type === "hc_vault" ? "hc_vault_transit_uri" : type;
    for (const item of flatItems(rule, field, { node, say })) ids.push(foreignId(type, item));
  }
  return [...new Set(ids)];
}

function flatItems(rule: Plain, field: string, at: Place): readonly unknown[] {
  const value = rule[field];
  if (typeof value === "string") return value.split(",").filter((text) => text.trim() !== "");
  return listOf(rule, field, at);
}

function listOf(record: Plain, type: string, { node, say }: Place): readonly unknown[] {
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
  return list.filter((item: unknown) => !Array.isArray(item));
}

function ageIds(item: unknown, node: unknown, say: Say): string[] {
  const texts =
    typeof item === "string" ? item.split(",").map((text) => text.trim()) : [String(item)];
  return texts
    .filter((text) => text !== "")
    .flatMap((text) => {
      const parsed = parseRecipient(text);
      if (parsed.ok && parsed.comment !== "") {
        say("recipient-has-comment", node, {
          message: `The comment ${quote(parsed.comment)} of an SSH key is part of the recipient to sops.`,
          help: "Take the comment off: the same key with another comment counts as another one.",
        });
      }
      if (parsed.ok) return [parsed.recipient.id];
      if (isPrivateKey(text)) say("private-key", node, { message: parsed.problem });
      else
        say("bad-recipient", node, {
          message: `${quote(text)} is no recipient. ${parsed.problem}`,
        });
      return parsed.isPrivate ? [] : [text];
    });
}

function foreignId(type: string, item: unknown): string {
  if (isRecord(item)) return foreignIdentities[type]?.(item) ?? "";
  const text = typeof item === "string" ? item.trim() : "";
  if (type === "azure_keyvault" || type === "hc_vault") return `${type}:${text}`;
  return type === "pgp" ? `pgp:${text.replaceAll(" ", "")}` : `${type}:${text}`;
}
