import { readSshFields } from "@fleet/core/internal";
import { base64 } from "@scure/base";

/** A public SSH key of a type that age takes. */
type SshPublicKey =
  | { readonly type: "ssh-ed25519"; readonly line: string; readonly key: Uint8Array }
  | { readonly type: "ssh-rsa"; readonly line: string; readonly bits: number };

/** A public SSH key without its comment, or what keeps the text from being one. */
export type ParsedSshKey =
  | { readonly ok: true; readonly key: SshPublicKey; readonly comment: string }
  | { readonly ok: false; readonly problem: string };

const otherTypes = /^(ecdsa-sha2-|sk-ssh-|sk-ecdsa-|ssh-dss)/;

/**
 * Reads `TYPE BASE64 [COMMENT]`, where the type is ssh-ed25519 or ssh-rsa: the two that age can encrypt
 * to. The blob must be of that type inside (RFC 8709 section 4, RFC 4253 section 6.6) and hold nothing
 * else; an RSA key needs 2048 bits (filippo.io/age/agessh).
 */
export function parseSshPublicKey(text: string): ParsedSshKey {
  const [type = "", encoded = "", ...comment] = text.trim().split(/[ \t]+/);
  if (otherTypes.test(type)) {
    return { ok: false, problem: `age cannot encrypt to keys of the type ${type}.` };
  }
  if (type !== "ssh-ed25519" && type !== "ssh-rsa") {
    return { ok: false, problem: "It does not begin with ssh-ed25519 or ssh-rsa." };
  }
  const blob = decodeBase64(encoded);
  if (blob === undefined) return { ok: false, problem: "What follows the type is not base64." };
  const fields = readSshFields(blob);
  if (fields === undefined) {
    return { ok: false, problem: "The key is cut off, or something was added to it." };
  }
  if (new TextDecoder().decode(fields[0]) !== type) {
    return { ok: false, problem: `The key says inside that it is of another type than ${type}.` };
  }
  const key = readKey(type, `${type} ${encoded}`, fields);
  return typeof key === "string"
    ? { ok: false, problem: key }
    : { ok: true, key, comment: comment.join(" ") };
}

function readKey(
  type: SshPublicKey["type"],
  line: string,
  fields: readonly Uint8Array[],
): SshPublicKey | string {
  const [, second, modulus] = fields;
  if (type === "ssh-ed25519") {
    return fields.length === 2 && second?.length === 32
      ? { type, line, key: second }
      : "The key has not the length of an ed25519 key.";
  }
  if (fields.length !== 3 || modulus === undefined)
    return "The key has not the parts of an RSA key.";
  const bits = bitLength(modulus);
  if (bits < 2048) return `It is an RSA key of ${bits} bits, and age wants at least 2048.`;
  return { type, line, bits };
}

function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}

function decodeBase64(text: string): Uint8Array | undefined {
  if (text === "") return undefined;
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}
