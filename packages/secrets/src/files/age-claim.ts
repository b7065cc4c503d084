import { sha256 } from "@noble/hashes/sha2.js";
import { base64, base64nopad, bech32 } from "@scure/base";
import { type AgeStanza, decodeWith, lengthOf, readAgeFile } from "./age-file.ts";

/**
 * What the encrypted data key of an age recipient shows: that it was wrapped once, for a recipient of
 * this kind (`fits`); for another one, or for several (`differs`); or that it is no age file
 * (`unreadable`). Whose key it is cannot be seen for X25519: its stanzas are anonymous.
 */
export type AgeClaim = "fits" | "differs" | "unreadable";

/** A data key, or one part of one, encrypted: 16 bytes before and 16 behind it (C2SP age). */
const payloadLengths = { whole: 16 + 32 + 16, part: 16 + 33 + 16 };

/**
 * Compares a recipient, an SSH key without its comment, with the age file that is said to be for it.
 * Where several key groups are needed, each has a part of the data key, which is longer.
 */
export function checkAgeClaim(
  recipient: string,
  armored: string,
  kind: keyof typeof payloadLengths = "whole",
): AgeClaim {
  const file = readAgeFile(armored);
  if (file === undefined || file.payloadLength !== payloadLengths[kind]) return "unreadable";
  const { stanzas } = file;
  const [first] = stanzas;
  if (first === undefined) return "differs";
  const wanted = stanzaType(recipient);
  if (wanted === undefined) {
    // A plugin's stanza is as it pleases, but none of age itself.
    return stanzas.length === 1 && !nativeTypes.has(first.type) ? "fits" : "differs";
  }
  if (stanzas.length > 1 || first.type !== wanted) return "differs";
  if (!isWellFormed(first)) return "unreadable";
  const isOther = wanted.startsWith("ssh-") && first.parameters[0] !== sshTag(recipient);
  return isOther ? "differs" : "fits";
}

/** The file key that a stanza holds, encrypted, has 32 bytes; with RSA as many as the key. */
function isWellFormed({ type, parameters, bodyLength }: AgeStanza): boolean {
  const lengths = parameters.map(lengthOf);
  if (type === "ssh-rsa") return lengths.join() === "4" && bodyLength >= 256;
  return lengths.join() === parameterLengths.get(type) && bodyLength === 32;
}

/** How many bytes the parameters of a stanza have: a share, behind the tag of an SSH key. */
const parameterLengths: ReadonlyMap<string, string> = new Map([
  ["X25519", "32"],
  ["ssh-ed25519", "4,32"],
  ["mlkem768x25519", "1120"],
]);

const nativeTypes: ReadonlySet<string> = new Set([
  "X25519",
  "scrypt",
  "ssh-ed25519",
  "ssh-rsa",
  "mlkem768x25519",
]);

/**
 * What a stanza of age itself, or of age-plugin-yubikey, shows of the recipient that it is for: its type, and for a key
 * that is told by a tag the tag. Undefined for another plugin's, which is as it pleases.
 */
export interface AgeMark {
  readonly type: string;
  /** The beginning of the SHA-256 of the key; undefined where stanzas of the type are anonymous. */
  readonly tag: string | undefined;
}

/** The mark of the stanzas for a recipient, an SSH key without its comment. */
export function markOfRecipient(recipient: string): AgeMark | undefined {
  if (recipient.startsWith("age1yubikey1")) {
    const key = bech32.decodeUnsafe(recipient, false);
    const bytes = key && bech32.fromWordsUnsafe(key.words);
    // `piv-p256` (age-plugin-yubikey, src/p256.rs and src/format.rs).
    return bytes === undefined ? undefined : { type: "piv-p256", tag: tagOf(bytes) };
  }
  const type = stanzaType(recipient);
  if (type === undefined) return undefined;
  return { type, tag: recipient.startsWith("ssh-") ? sshTag(recipient) : undefined };
}

/** What a stanza says of whom it is for. */
export function markOfStanza({ type, parameters }: AgeStanza): AgeMark {
  const isTagged = type === "piv-p256" || type.startsWith("ssh-");
  return { type, tag: isTagged ? parameters[0] : undefined };
}

/** The type of the stanza for a recipient; undefined for a plugin's, which is as it pleases. */
function stanzaType(recipient: string): string | undefined {
  if (recipient.startsWith("ssh-")) return recipient.split(" ", 1)[0];
  if (recipient.startsWith("age1pq1")) return "mlkem768x25519";
  return recipient.lastIndexOf("1") === "age".length ? "X25519" : undefined;
}

/** By which a stanza names an SSH key: the beginning of the key's SHA-256 (age, agessh). */
function sshTag(line: string): string | undefined {
  const blob = decodeWith(base64, line.split(" ")[1] ?? "");
  return blob && tagOf(blob);
}

function tagOf(bytes: Uint8Array): string {
  return base64nopad.encode(sha256(bytes).slice(0, 4));
}
