import type { CryptRuleDeclaration } from "@fleet/core/internal";
import { foreignIdentities } from "../keys/foreign-identity.ts";
import { isRecord, itemsOf, type Plain, textOf } from "../keys/plain.ts";
import { type AgeClaim, checkAgeClaim } from "./age-claim.ts";
import { cryptFields } from "./crypt-rule.ts";

/** What a file says of itself without being decrypted. None of it is covered by sops's own MAC. */
export interface SopsHeader {
  /** One, or several of which `threshold` are needed. */
  readonly groups: readonly (readonly HeaderKey[])[];
  /** Undefined when the file names none, so that all groups are needed. */
  readonly threshold: number | undefined;
  /** RFC 3339, of the last change of a value. */
  readonly lastModified: string;
  /** The version of sops that wrote it. */
  readonly version: string;
  readonly cryptRule: CryptRuleDeclaration | undefined;
  /** Whether values that are not encrypted are left out of sops's checksum, so that anybody may change them. */
  readonly macOnlyEncrypted: boolean;
}

/** One recipient of a file. */
export interface HeaderKey {
  /** As `Recipient.id`: without the comment of an SSH key. */
  readonly id: string;
  /** Undefined for a key that is not age's. */
  readonly claim: AgeClaim | undefined;
  /** Whether sops takes it for another key than the same without its comment. */
  readonly hasComment: boolean;
}

/** What the headers of many files have in common. */
export interface Intern {
  /** Gives an equal text that keeps no other text in memory. */
  readonly text: (text: string) => string;
  /** Gives equal groups that are shared. */
  readonly groups: (groups: SopsHeader["groups"]) => SopsHeader["groups"];
}

/**
 * A part of a text keeps all of it in memory; of ten thousand files that is too much. So equal texts
 * become one, which is a copy, and equal recipients become one list.
 */
export function createIntern(): Intern {
  const texts = new Map<string, string>();
  const lists = new Map<string, SopsHeader["groups"]>();
  const text = (part: string) => {
    const same = texts.get(part);
    if (same !== undefined) return same;
    const copy = detach(part);
    texts.set(copy, copy);
    return copy;
  };
  let latest: SopsHeader["groups"] = [];
  const groups = (own: SopsHeader["groups"]) => {
    // Mostly the file before has the same.
    if (isSameGroups(latest, own)) return latest;
    let key = "";
    for (const group of own) {
      for (const { id, claim, hasComment } of group) key += `${id}\0${claim}\0${hasComment}\0`;
      key += "\n";
    }
    const same = lists.get(key);
    if (same === undefined) lists.set(key, own);
    latest = same ?? own;
    return latest;
  };
  return { text, groups };
}

function isSameGroups(a: SopsHeader["groups"], b: SopsHeader["groups"]): boolean {
  return a.length === b.length && a.every((group, index) => isSameGroup(group, b[index] ?? []));
}

function isSameGroup(a: readonly HeaderKey[], b: readonly HeaderKey[]): boolean {
  return a.length === b.length && a.every((key, index) => isSameKey(key, b[index]));
}

function isSameKey(a: HeaderKey, b: HeaderKey | undefined): boolean {
  return a.id === b?.id && a.claim === b.claim && a.hasComment === b.hasComment;
}

function detach(text: string): string {
  return text.split("").join("");
}

/** A header, or what keeps a sops block from being one. */
export type ParsedMetadata =
  | { readonly ok: true; readonly header: SopsHeader }
  | { readonly ok: false; readonly problem: string };

/** The names of the types in a file, which differ from those in `.sops.yaml` (stores/stores.go). */
const typesInFiles: readonly (readonly [inFile: string, type: string])[] = [
  ["pgp", "pgp"],
  ["kms", "kms"],
  ["gcp_kms", "gcp_kms"],
  ["hckms", "hckms"],
  ["azure_kv", "azure_keyvault"],
  ["hc_vault", "hc_vault"],
];

/**
 * Reads the `sops` object of a file, of whatever format it came. Several key groups count only where
 * there are no keys beside them, as with sops itself.
 */
export function readMetadata(metadata: unknown, intern: Intern): ParsedMetadata {
  if (!isRecord(metadata)) return refuse("Its sops block is no mapping.");
  for (const field of ["mac", "version", "lastmodified"]) {
    if (textOf(metadata, field) === "") return refuse(`Its sops block has no \`${field}\`.`);
  }
  const flat = readKeys(metadata, intern);
  const groups =
    flat.length > 0
      ? [flat]
      : itemsOf(metadata["key_groups"]).map((group) =>
          readKeys(isRecord(group) ? group : {}, intern),
        );
  if (groups.every((group) => group.length === 0))
    return refuse("Its sops block names no recipient.");
  if (groups.some((group) => group.some(({ id }) => id === "")))
    return refuse("A recipient in its sops block has no name.");
  return {
    ok: true,
    header: {
      groups: intern.groups(groups),
      threshold: readCount(metadata["shamir_threshold"]),
      lastModified: intern.text(textOf(metadata, "lastmodified")),
      version: intern.text(textOf(metadata, "version")),
      cryptRule: readCryptRule(metadata, intern),
      macOnlyEncrypted: metadata["mac_only_encrypted"] === true,
    },
  };
}

function readKeys(group: Plain, intern: Intern): HeaderKey[] {
  const keys: HeaderKey[] = [];
  for (const key of itemsOf(group["age"])) {
    if (isRecord(key)) keys.push(readAgeKey(key, intern));
  }
  for (const [name, type] of typesInFiles) {
    for (const key of itemsOf(group[name])) {
      const id = isRecord(key) ? (foreignIdentities[type]?.(key) ?? "") : "";
      keys.push({ id: intern.text(id), claim: undefined, hasComment: false });
    }
  }
  return keys;
}

function readAgeKey(key: Plain, intern: Intern): HeaderKey {
  const recipient = textOf(key, "recipient").trim();
  const [type = "", encoded = "", comment] = recipient.startsWith("ssh-")
    ? recipient.split(/\s+/)
    : [];
  const id = comment === undefined ? recipient : `${type} ${encoded}`;
  return {
    id: intern.text(id),
    claim: checkAgeClaim(recipient, textOf(key, "enc")),
    hasComment: comment !== undefined,
  };
}

function readCryptRule(metadata: Plain, intern: Intern): CryptRuleDeclaration | undefined {
  for (const field of cryptFields) {
    const value = textOf(metadata, field);
    if (value !== "") return { field, value: intern.text(value) };
  }
  return undefined;
}

function readCount(value: unknown): number | undefined {
  const count = typeof value === "string" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count > 0 ? count : undefined;
}

function refuse(problem: string): ParsedMetadata {
  return { ok: false, problem };
}
