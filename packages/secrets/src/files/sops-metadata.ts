import type { CryptRuleDeclaration } from "@fleet/core/internal";
import { foreignIdentities } from "../keys/foreign-identity.ts";
import { isRecord, itemsOf, type Plain, textOf } from "../keys/plain.ts";
import { sealedTypeOf } from "../tree/sealed-token.ts";
import type { SkimmedFile } from "../yaml/yaml-skim.ts";
import { type AgeClaim, checkAgeClaim } from "./age-claim.ts";
import { findOddShape } from "./block-shape.ts";
import { cryptFields } from "./crypt-rule.ts";
import type { Intern } from "./intern.ts";
import { checkPgpClaim } from "./pgp-claim.ts";

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
  /** Undefined for a key whose wrap shows nothing: neither age's nor PGP's. */
  readonly claim: AgeClaim | undefined;
  /** Whether sops takes it for another key than the same without its comment. */
  readonly hasComment: boolean;
}

/** A header, with the checksum, or what keeps a sops block from being one. */
export type ParsedMetadata =
  | { readonly ok: true; readonly header: SopsHeader; readonly mac: string }
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

/** A version by semver.org, of numbers that fit into any integer, and of words that releases have. */
const versionForm =
  /^(?:(?:0|[1-9]\d{0,8})\.){2}(?:0|[1-9]\d{0,8})(?:-(?:alpha|beta|dev|pre|rc)(?:[.-]?[1-9]\d{0,8})?)?$/;
const timeForm =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a time as Go reads it (RFC 3339), on a day that there is. */
function isTime(text: string): boolean {
  const [, year, month, day] = timeForm.exec(text) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/**
 * Reads the `sops` object of a file, of whatever format it came. It is a header only where every version
 * of sops reads the same: with nothing in it that one of them does not know or takes for something else.
 */
export function readMetadata(block: unknown, intern: Intern): ParsedMetadata {
  if (!isRecord(block)) return refuse("Its sops block is no mapping.");
  const problem = findOddShape(block) ?? findOddText(block);
  if (problem !== undefined) return refuse(problem);
  const groups = readGroups(block, intern);
  if (typeof groups === "string") return refuse(groups);
  return {
    ok: true,
    mac: textOf(block, "mac"),
    header: {
      groups: intern.groups(groups),
      threshold: readCount(block["shamir_threshold"]),
      lastModified: intern.text(textOf(block, "lastmodified")),
      version: intern.text(textOf(block, "version")),
      cryptRule: readCryptRule(block, intern),
      macOnlyEncrypted: String(block["mac_only_encrypted"] ?? false) === "true",
    },
  };
}

const defaultRule: CryptRuleDeclaration = { field: "unencrypted_suffix", value: "_unencrypted" };

/** The header of a file that was told at a glance; undefined where a recipient, the time or the version is none. */
export function headerOfSkimmed(file: SkimmedFile, intern: Intern): SopsHeader | undefined {
  if (!isTime(file.lastModified) || !versionForm.test(file.version)) return undefined;
  const keys: HeaderKey[] = [];
  for (const written of file.recipients) {
    const known = intern.recipient(written);
    // The wraps are of the kind X25519, whose keys have this length.
    if (known?.id.length !== 62) return undefined;
    keys.push({ id: known.id, claim: "fits", hasComment: false });
  }
  return {
    groups: intern.groups([keys]),
    threshold: undefined,
    lastModified: intern.text(file.lastModified),
    version: intern.text(file.version),
    cryptRule: defaultRule,
    macOnlyEncrypted: false,
  };
}

/** What in the texts of a block is missing or not as sops writes it. */
function findOddText(block: Plain): string | undefined {
  for (const field of ["mac", "version", "lastmodified"]) {
    if (textOf(block, field) === "") return `Its sops block has no \`${field}\`.`;
  }
  if (sealedTypeOf(textOf(block, "mac")) !== "str")
    return "The `mac` in its sops block is damaged.";
  if (!versionForm.test(textOf(block, "version"))) {
    return "The `version` in its sops block is not made of three numbers.";
  }
  if (!isTime(textOf(block, "lastmodified"))) {
    return "The `lastmodified` in its sops block is no time.";
  }
  return cryptFields.filter((field) => textOf(block, field) !== "").length > 1
    ? "Its sops block has more than one rule for which values are encrypted."
    : undefined;
}

/** Keys beside key groups would hide those from sops, so that it has either the one or the other. */
function readGroups(block: Plain, intern: Intern): SopsHeader["groups"] | string {
  const flat = readKeys(block, intern, "whole");
  if (typeof flat === "string") return flat;
  const groups: HeaderKey[][] = [];
  const written = itemsOf(block["key_groups"]);
  for (const group of written) {
    const kind = written.length > 1 ? "part" : "whole";
    const keys = readKeys(isRecord(group) ? group : {}, intern, kind);
    if (typeof keys === "string") return keys;
    if (keys.length === 0) return "A key group in its sops block names no recipient.";
    groups.push(keys);
  }
  if (flat.length > 0 && groups.length > 0) {
    return "Its sops block has keys beside its key groups, which sops then passes over.";
  }
  const threshold = readCount(block["shamir_threshold"]);
  if (groups.length > 1 && threshold !== undefined) {
    // sops puts parts together from two on, and wants as many as it says.
    if (threshold < 2 || threshold > groups.length) {
      return `Its sops block wants ${threshold} of ${groups.length} key groups, which nobody can give.`;
    }
  }
  if (flat.length > 0) return [flat];
  return groups.length > 0 ? groups : "Its sops block names no recipient.";
}

/** The keys of a group, each of which has the whole data key or a part of it. */
function readKeys(group: Plain, intern: Intern, kind: "whole" | "part"): HeaderKey[] | string {
  const keys: HeaderKey[] = [];
  const wraps = new Map<string, string>();
  for (const key of itemsOf(group["age"])) {
    if (!isRecord(key)) continue;
    const read = readAgeKey(key, intern, kind);
    if (read === undefined) return "A recipient of age in its sops block is none.";
    const wrap = textOf(key, "enc");
    // Of two that have the same wrap, it is for one at most.
    const isOfAnother = (wraps.get(wrap) ?? read.id) !== read.id;
    keys.push(isOfAnother ? { ...read, claim: "differs" } : read);
    wraps.set(wrap, read.id);
  }
  for (const [name, type] of typesInFiles) {
    for (const key of itemsOf(group[name])) {
      if (!isRecord(key)) continue;
      if (!isTime(textOf(key, "created_at"))) {
        return `The \`created_at\` of a key under \`${name}\` in its sops block is no time.`;
      }
      const id = intern.text(foreignIdentities[type]?.(key) ?? "");
      const claim = type === "pgp" ? checkPgpClaim(textOf(key, "enc")) : undefined;
      keys.push({ id, claim, hasComment: false });
    }
  }
  return keys;
}

function readAgeKey(key: Plain, intern: Intern, kind: "whole" | "part"): HeaderKey | undefined {
  const known = intern.recipient(textOf(key, "recipient"));
  if (known === undefined) return undefined;
  return { ...known, claim: checkAgeClaim(known.id, textOf(key, "enc"), kind) };
}

function readCryptRule(block: Plain, intern: Intern): CryptRuleDeclaration | undefined {
  for (const field of cryptFields) {
    const value = textOf(block, field);
    if (value !== "") return { field, value: intern.text(value) };
  }
  return undefined;
}

function readCount(value: unknown): number | undefined {
  const count = Number(value ?? 0);
  return count > 0 ? count : undefined;
}

function refuse(problem: string): ParsedMetadata {
  return { ok: false, problem };
}
