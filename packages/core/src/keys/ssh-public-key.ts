import { holdsPrivateKey } from "@fleet/diagnostics";
import { decodeBase64, readSshFields } from "./ssh-blob.ts";

/** A public SSH key, taken apart. */
export interface SshPublicKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** `TYPE BASE64`: the key without its comment, and with one space. */
  readonly line: string;
  /** Empty when there is none. */
  readonly comment: string;
  /** What follows the type inside of the key: of ssh-ed25519 the point, of ssh-rsa exponent and modulus. */
  readonly fields: readonly Uint8Array[];
}

/** A public SSH key, or what keeps a text from being one; the problem never quotes the text. */
export type ParsedSshKey =
  | { readonly ok: true; readonly key: SshPublicKey }
  | { readonly ok: false; readonly problem: string };

/** The types of public key that OpenSSH knows, but for certificates; of each the lengths of its fields in bytes, -1 for any. */
const fieldSizes: ReadonlyMap<string, readonly number[]> = new Map([
  ["ssh-ed25519", [32]],
  ["ssh-rsa", [-1, -1]],
  ["ecdsa-sha2-nistp256", [8, 65]],
  ["ecdsa-sha2-nistp384", [8, 97]],
  ["ecdsa-sha2-nistp521", [8, 133]],
  ["sk-ssh-ed25519@openssh.com", [32, -1]],
  ["sk-ecdsa-sha2-nistp256@openssh.com", [8, 65, -1]],
]);

/**
 * Reads one line `TYPE BASE64 [COMMENT]`; the form of the blob is RFC 4253 section 6.6 and RFC 8709
 * section 4. How strong a key is, and what it is good for, is for the caller to judge.
 */
export function parseSshPublicKey(text: string): ParsedSshKey {
  if (holdsPrivateKey(text)) {
    return refuse("It is a private key. Take it out, and treat it as known to others.");
  }
  if (/\p{Cc}/u.test(text)) return refuse("It holds a line break or another control character.");
  // Spaces alone, as sshd parts the fields: not what else Unicode knows of white space.
  const [type = "", base64 = "", ...comment] = text.replace(/^ +| +$/g, "").split(/ +/);
  const sizes = fieldSizes.get(type);
  if (sizes === undefined) {
    return refuse(typeProblem(text, type));
  }
  const blob = decodeBase64(base64);
  if (blob === undefined) return refuse("What follows the key type is not base64.");
  const all = readSshFields(blob);
  if (all === undefined) return refuse("The key is cut off, or something was added to it.");
  const [inner = new Uint8Array(), ...fields] = all;
  // Cut, because a hostile field is as long as it likes.
  if (String.fromCharCode(...inner.slice(0, 64)) !== type) {
    return refuse(`The key says inside that it is of another type than ${type}.`);
  }
  const fits =
    fields.length === sizes.length &&
    fields.every((field, index) => sizes[index] === -1 || field.length === sizes[index]);
  return fits
    ? { ok: true, key: { type, line: `${type} ${base64}`, comment: comment.join(" "), fields } }
    : refuse(`The key has not the length of one of the type ${type}.`);
}

/** Whether a text begins as a key does, so that no options stand before it. */
export function beginsWithKeyType(text: string): boolean {
  return fieldSizes.has(text.split(/[ \t]/, 1)[0] ?? "");
}

/** What keeps a line without options from being a public SSH key that somebody can log in with, or undefined. */
export function sshKeyProblem(line: string): string | undefined {
  if (isPlaceholder(line)) return placeholderProblem;
  const parsed = parseSshPublicKey(line);
  return parsed.ok ? weaknessOf(parsed.key) : parsed.problem;
}

/** Whether a line stands for a key that is still to come. */
export function isPlaceholder(line: string): boolean {
  return line.includes("PLACEHOLDER") && !holdsPrivateKey(line);
}

export const placeholderProblem = "It is a placeholder, with which nobody can log in.";

/** What keeps somebody from logging in with a key that is one, or undefined. */
export function weaknessOf({ type, fields }: SshPublicKey): string | undefined {
  // Whole bytes, because Nix judges the same keys and cannot count bits: where the top bit of a modulus
  // is set, it begins with a zero byte.
  const bits = ((fields[1]?.length ?? 0) - 1) * 8;
  return type === "ssh-rsa" && bits < 2040 ? "An RSA key has at least 2048 bits." : undefined;
}

function typeProblem(text: string, type: string): string {
  if (type.includes("-cert-v01@")) return "It is a certificate, and a key is wanted.";
  const words = text.split(" ").slice(1);
  return words.some((word) => fieldSizes.has(word))
    ? "Options stand before the key type."
    : "It does not begin with a key type such as ssh-ed25519.";
}

function refuse(problem: string): ParsedSshKey {
  return { ok: false, problem };
}
