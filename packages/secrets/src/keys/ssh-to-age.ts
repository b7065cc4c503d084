import { ed25519 } from "@noble/curves/ed25519.js";
import { bech32 } from "@scure/base";
import { parseAgeSshKey } from "./age-ssh-key.ts";

/** The age recipient of an SSH key, or what keeps the key from having one. */
export type SshToAge =
  | { readonly ok: true; readonly recipient: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Turns a public ssh-ed25519 key (`ssh-ed25519 BASE64 [COMMENT]`) into the `age1…` recipient whose
 * identity is the converted private key, as ssh-to-age does and sops-nix expects of hosts. The sign of
 * the point is lost on the way, so that two keys have the same recipient; nobody can make use of that.
 */
export function convertSshToAge(line: string): SshToAge {
  const parsed = parseAgeSshKey(line);
  if (!parsed.ok) return parsed;
  const { type, fields } = parsed.key;
  const [point] = fields;
  if (type !== "ssh-ed25519" || point === undefined) {
    return { ok: false, problem: "Only a key of the type ssh-ed25519 can be turned into age1…." };
  }
  try {
    return {
      ok: true,
      recipient: bech32.encodeFromBytes("age", ed25519.utils.toMontgomery(point)),
    };
  } catch {
    return { ok: false, problem: "The key is not a point on the curve of ed25519." };
  }
}
