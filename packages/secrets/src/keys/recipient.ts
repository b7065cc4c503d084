import { quote } from "@fleet/diagnostics";
import { bech32 } from "@scure/base";
import { parseAgeSshKey } from "./age-ssh-key.ts";
import { parseForeignKey } from "./foreign-key.ts";

/** The types of key that sops knows, by the names that `.sops.yaml` has for them in a key group. */
export type KeyType = "age" | "pgp" | "kms" | "gcp_kms" | "hckms" | "azure_keyvault" | "hc_vault";

/** A reader's public key in the form that sops takes. */
export interface Recipient {
  readonly type: KeyType;
  /**
   * What tells it from all others: for age the recipient as sops writes it, for the rest the type, a
   * colon, and what sops compares (`pgp:FBC7…`).
   */
  readonly id: string;
  /** What kind of age recipient it is; of other types `"foreign"`. */
  readonly kind: "x25519" | "post-quantum" | "plugin" | "ssh-ed25519" | "ssh-rsa" | "foreign";
  /** The command that must be in PATH to encrypt to it, such as `age-plugin-yubikey`. */
  readonly plugin?: string;
}

/** A recipient, or what keeps the text from being one; the problem never holds a private key. */
export type ParsedRecipient =
  | { readonly ok: true; readonly recipient: Recipient; readonly comment: string }
  | { readonly ok: false; readonly problem: string; readonly isPrivate: boolean };

/** What to do with a private key in a declaration. */
export const privateKeyHelp =
  "Write the public key instead: `age-keygen -y FILE` prints it. Make a new key pair if anybody may have seen this one.";

/** Whether a text is, or holds, a private key of age, SSH or PGP. */
export function isPrivateKey(text: string): boolean {
  return /AGE-SECRET-KEY|AGE-PLUGIN-[^ ]*-1|PRIVATE KEY/i.test(text);
}

/**
 * Reads one recipient: everything that sops takes for age (age/keysource.go), checked to the last
 * letter, or `TYPE:ID` for another type of key. The comment of an SSH key is taken off, because sops
 * would compare it as part of the key.
 */
export function parseRecipient(text: string): ParsedRecipient {
  const trimmed = text.trim();
  if (isPrivateKey(trimmed)) {
    const problem = "It is a private key. Take it out, and treat it as known to others.";
    return { ok: false, isPrivate: true, problem };
  }
  if (/\p{Cc}/u.test(trimmed)) return refuse("It holds a line break or another control character.");
  if (trimmed.startsWith("age1")) return parseAge(trimmed);
  if (/^AGE1/i.test(trimmed)) return refuse("An age recipient is written in small letters.");
  if (/^(ssh|ecdsa|sk)-/.test(trimmed)) return parseSsh(trimmed);
  const foreign = parseForeignKey(trimmed);
  if (foreign === undefined) {
    return refuse("It is no recipient: those of age begin with age1, those of SSH with ssh-.");
  }
  return foreign.ok
    ? accept({ type: foreign.type, id: `${foreign.type}:${foreign.id}`, kind: "foreign" })
    : refuse(foreign.problem);
}

/** What to write for a text that is no recipient. */
export function correctRecipient(text: string): string {
  const plain = text.replaceAll(/\s/g, "").replace(/^0x/i, "");
  return /^[0-9a-f]{40}$/i.test(plain)
    ? `A fingerprint of PGP is written with what it is: ${quote(`pgp:${plain.toUpperCase()}`)}.`
    : "Copy the public key again.";
}

function parseAge(text: string): ParsedRecipient {
  const hrp = text.slice(0, text.lastIndexOf("1"));
  const bytes = decodeBech32(text, hrp);
  if (typeof bytes === "string") return refuse(bytes);
  if (hrp === "age") {
    return bytes.length === 32
      ? accept({ type: "age", id: text, kind: "x25519" })
      : refuse("It has not the length of an age recipient.");
  }
  if (hrp === "age1pq") {
    return bytes.length === postQuantumLength
      ? accept({ type: "age", id: text, kind: "post-quantum" })
      : refuse("It has not the length of a post-quantum age recipient.");
  }
  const plugin = `age-plugin-${hrp.slice("age1".length)}`;
  return accept({ type: "age", id: text, kind: "plugin", plugin });
}

/** ML-KEM-768 and X25519 together (age 1.3, C2SP age specification). */
const postQuantumLength = 1184 + 32;

function decodeBech32(text: string, hrp: string): Uint8Array | string {
  if (text !== text.toLowerCase()) return "An age recipient is written in small letters.";
  const odd = /[^a-z0-9+._-]/.exec(text);
  if (odd !== null) return "It holds a character that no age recipient has.";
  const decoded = bech32.decodeUnsafe(text, false);
  if (decoded === undefined || decoded.prefix !== hrp) {
    return "Its checksum is wrong: a letter is missing, too many or another one.";
  }
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  return bytes ?? "Its checksum is right, but it is not made of whole bytes.";
}

function parseSsh(text: string): ParsedRecipient {
  const parsed = parseAgeSshKey(text);
  if (!parsed.ok) return refuse(parsed.problem);
  const { type, line, comment } = parsed.key;
  const kind = type === "ssh-rsa" ? type : "ssh-ed25519";
  return accept({ type: "age", id: line, kind }, comment);
}

function accept(recipient: Recipient, comment = ""): ParsedRecipient {
  return { ok: true, recipient, comment };
}

function refuse(problem: string): ParsedRecipient {
  return { ok: false, isPrivate: false, problem };
}
