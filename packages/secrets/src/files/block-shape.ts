import { quote } from "@fleet/diagnostics";
import { isRecord, type Plain } from "../keys/plain.ts";
import { foldCase } from "../tree/parsed-file.ts";
import { cryptFields } from "./crypt-rule.ts";

/** The fields of a key in a file's block: those that it has, and those that it may have. */
interface KeyShape {
  readonly needed: readonly string[];
  readonly optional?: readonly string[];
  /** Fields that are mappings of texts. */
  readonly mappings?: readonly string[];
}

const foreign = (...fields: readonly string[]): KeyShape => ({
  needed: [...fields, "created_at", "enc"],
});

/** The lists of keys in a block or in a group of it, by their names there (stores/stores.go). */
const keyShapes = {
  age: { needed: ["recipient", "enc"] },
  pgp: foreign("fp"),
  kms: { ...foreign("arn"), optional: ["role", "aws_profile"], mappings: ["context"] },
  gcp_kms: foreign("resource_id"),
  hckms: foreign("key_id"),
  azure_kv: { ...foreign("vault_url", "name"), optional: ["version"] },
  hc_vault: foreign("vault_address", "engine_path", "key_name"),
} as const satisfies { readonly [list: string]: KeyShape };

const shapes = new Map<string, KeyShape>(Object.entries(keyShapes));
const texts: ReadonlySet<string> = new Set(["lastmodified", "mac", "version", ...cryptFields]);

/**
 * What in a block is not exactly as sops writes it, in a sentence; undefined when all is. From 3.13 on
 * sops passes over unknown names and takes a name in another case, a mapping for a list, a number for a
 * text; older versions differ in each. So that nobody can be a reader to one version alone, nothing of
 * that is taken.
 */
export function findOddShape(block: Plain): string | undefined {
  for (const [name, value] of Object.entries(block)) {
    const problem = shapes.has(name)
      ? findOddList(name, value)
      : name === "key_groups"
        ? findOddGroups(value)
        : findOddField(name, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findOddField(name: string, value: unknown): string | undefined {
  if (texts.has(name)) return typeof value === "string" ? undefined : describeShape(name, "a text");
  if (name === "shamir_threshold") {
    const isCount = /^(?:0|[1-9]\d{0,3})$/.test(String(value)) && typeof value !== "object";
    return isCount ? undefined : describeShape(name, "a number");
  }
  if (name === "mac_only_encrypted") {
    const isFlag = typeof value === "boolean" || value === "true" || value === "false";
    return isFlag ? undefined : describeShape(name, "true or false");
  }
  return describeUnknown(name, [...texts, ...shapes.keys(), "key_groups", "shamir_threshold"]);
}

/** Until 3.9 sops wrote empty lists and nulls. */
function findOddList(name: string, value: unknown): string | undefined {
  if (value === null) return undefined;
  if (!Array.isArray(value)) return describeShape(name, "a list");
  const shape = shapes.get(name) ?? { needed: [] };
  for (const key of value) {
    const problem = isRecord(key) ? findOddKey(name, key, shape) : describeItem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findOddGroups(value: unknown): string | undefined {
  if (!Array.isArray(value)) return describeShape("key_groups", "a list");
  for (const group of value) {
    if (!isRecord(group)) return describeItem("key_groups");
    for (const [name, list] of Object.entries(group)) {
      const problem = shapes.has(name)
        ? findOddList(name, list)
        : describeUnknown(name, [...shapes.keys()]);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function findOddKey(list: string, key: Plain, shape: KeyShape): string | undefined {
  const { needed, optional = [], mappings = [] } = shape;
  for (const [name, value] of Object.entries(key)) {
    const isText = typeof value === "string";
    if (needed.includes(name)) {
      if (!isText || value === "") return describeShape(`${list}.${name}`, "a text");
    } else if (optional.includes(name)) {
      if (!isText) return describeShape(`${list}.${name}`, "a text");
    } else if (mappings.includes(name)) {
      const isFine =
        isRecord(value) && Object.values(value).every((text) => typeof text === "string");
      if (!isFine) return describeShape(`${list}.${name}`, "a mapping of texts");
    } else return describeUnknown(name, [...needed, ...optional, ...mappings]);
  }
  const missing = needed.find((name) => !Object.hasOwn(key, name));
  return missing === undefined
    ? undefined
    : `A key under \`${list}\` in its sops block has no \`${missing}\`.`;
}

function describeShape(name: string, shape: string): string {
  return `In its sops block ${quote(name)} is not ${shape}.`;
}

function describeItem(name: string): string {
  return `In its sops block an item of \`${name}\` is no mapping.`;
}

function describeUnknown(name: string, known: readonly string[]): string {
  const same = known.find((one) => one === foldCase(name));
  return same === undefined
    ? `Its sops block has the key ${quote(name)}, which sops does not know.`
    : `Its sops block has the key ${quote(name)}, which differs from \`${same}\` only in case: some versions of sops take one for the other.`;
}
