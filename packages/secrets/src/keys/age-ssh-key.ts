import { type ParsedSshKey, parseSshPublicKey } from "@fleet/core/internal";

const otherTypes = /^(?:ecdsa-sha2-|sk-ssh-|sk-ecdsa-|ssh-dss)[\w@.-]*(?= |$)/;

/**
 * Reads a public SSH key that age can encrypt to (filippo.io/age/agessh): of the type ssh-ed25519, or
 * ssh-rsa with at least 2048 bits. White space around it does not count.
 */
export function parseAgeSshKey(text: string): ParsedSshKey {
  const trimmed = text.trim();
  const [other] = otherTypes.exec(trimmed) ?? [];
  if (other !== undefined) return refuse(`age cannot encrypt to keys of the type ${other}.`);
  const parsed = parseSshPublicKey(trimmed);
  if (!parsed.ok || parsed.key.type !== "ssh-rsa") return parsed;
  const bits = bitLength(parsed.key.fields[1] ?? new Uint8Array());
  if (bits >= 2048) return parsed;
  return refuse(`It is an RSA key of ${bits} bits, and age wants at least 2048.`);
}

function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}

function refuse(problem: string): ParsedSshKey {
  return { ok: false, problem };
}
