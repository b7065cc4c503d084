import { holdsPrivateKey } from "@fleet/diagnostics";

/** The types of public key that OpenSSH takes in authorized_keys, but for certificates. */
const keyTypes: ReadonlySet<string> = new Set([
  "ssh-ed25519",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
]);

/**
 * What keeps a line from being a public SSH key, or undefined. The line is `TYPE BASE64 [COMMENT]`;
 * the form of the blob is RFC 4253 section 6.6 and RFC 8709 section 4. A private key is refused
 * without being quoted.
 */
export function sshKeyProblem(line: string): string | undefined {
  if (holdsPrivateKey(line)) {
    return "It is a private key. Take it out, and treat it as known to others.";
  }
  if (line.includes("PLACEHOLDER")) return "It is a placeholder, with which nobody can log in.";
  if (/\p{Cc}/u.test(line)) return "It holds a line break or another control character.";
  // Spaces alone, as sshd parts the fields: not what else Unicode knows of white space.
  const [type = "", base64 = ""] = line.replace(/^ +| +$/g, "").split(/ +/);
  if (!keyTypes.has(type)) {
    return /^[^ ]*(ssh-|ecdsa-|sk-)/.test(line) || !/ (ssh-|ecdsa-|sk-)/.test(line)
      ? "It does not begin with a key type such as ssh-ed25519."
      : "Options before the key type are not supported.";
  }
  const blob = decodeBase64(base64);
  if (blob === undefined) return "What follows the key type is not base64.";
  return blobProblem(type, blob);
}

function blobProblem(type: string, blob: Uint8Array): string | undefined {
  const fields = readSshFields(blob);
  if (fields === undefined) return "The key is cut off, or something was added to it.";
  // Cut, because a hostile field is as long as it likes.
  const inner = String.fromCharCode(...(fields[0] ?? []).slice(0, 64));
  if (inner !== type) return `The key says inside that it is of another type than ${type}.`;
  const sizes = fieldSizes.get(type);
  if (type === "ssh-rsa") {
    // The modulus begins with a zero byte where its top bit is set.
    const bits = ((fields[2]?.length ?? 0) - 1) * 8;
    return fields.length === 3 && bits >= 2040 ? undefined : "An RSA key has at least 2048 bits.";
  }
  if (sizes === undefined) throw new Error(`bug: no sizes for ${type}`);
  const fits =
    fields.length === sizes.length &&
    fields.every((field, index) => sizes[index] === -1 || field.length === sizes[index]);
  return fits ? undefined : `The key has not the length of one of the type ${type}.`;
}

/** The lengths of the fields of each type of key, in bytes; -1 for any. */
const fieldSizes: ReadonlyMap<string, readonly number[]> = new Map([
  ["ssh-ed25519", [-1, 32]],
  ["ecdsa-sha2-nistp256", [-1, 8, 65]],
  ["ecdsa-sha2-nistp384", [-1, 8, 97]],
  ["ecdsa-sha2-nistp521", [-1, 8, 133]],
  ["sk-ssh-ed25519@openssh.com", [-1, 32, -1]],
  ["sk-ecdsa-sha2-nistp256@openssh.com", [-1, 8, 65, -1]],
]);

/** The length-prefixed fields of a public key's blob (RFC 4251 section 5), or undefined where they do not fill it exactly. */
export function readSshFields(blob: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const fields: Uint8Array[] = [];
  let offset = 0;
  while (offset < blob.length) {
    if (offset + 4 > blob.length) return undefined;
    const end = offset + 4 + view.getUint32(offset);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

function decodeBase64(text: string): Uint8Array | undefined {
  // sshd wants the padding, which `atob` alone would not.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
