import { sha256 } from "@noble/hashes/sha2.js";
import { base64, base64nopad } from "@scure/base";

/**
 * What the encrypted data key of an age recipient shows: that it was wrapped once, for a recipient of
 * this kind (`fits`); for another one, or for several (`differs`); or that it is no age file
 * (`unreadable`). Whose key it is cannot be seen for X25519: its stanzas are anonymous.
 */
export type AgeClaim = "fits" | "differs" | "unreadable";

/** Compares a recipient, an SSH key without its comment, with the age file that is said to be for it. */
export function checkAgeClaim(recipient: string, armored: string): AgeClaim {
  const wanted = stanzaType(recipient);
  const stanzas = readStanzas(armored);
  if (stanzas === undefined) return "unreadable";
  const [first] = stanzas;
  if (first === undefined) return "differs";
  if (wanted === undefined) {
    // A plugin's stanzas are as it pleases, but none of age itself, and of one kind.
    const isPlain = stanzas.every(([type]) => type === first[0] && !nativeTypes.has(type ?? ""));
    return isPlain ? "fits" : "differs";
  }
  const isIt = stanzas.length === 1 && first[0] === wanted;
  if (!isIt || !wanted.startsWith("ssh-")) return isIt ? "fits" : "differs";
  return first[1] === sshTag(recipient) ? "fits" : "differs";
}

const nativeTypes: ReadonlySet<string> = new Set([
  "X25519",
  "scrypt",
  "ssh-ed25519",
  "ssh-rsa",
  "mlkem768x25519",
]);

/** The type of the stanza for a recipient; undefined for a plugin's, which are as they please. */
function stanzaType(recipient: string): string | undefined {
  if (recipient.startsWith("ssh-")) return recipient.split(" ", 1)[0];
  if (recipient.startsWith("age1pq1")) return "mlkem768x25519";
  return recipient.lastIndexOf("1") === "age".length ? "X25519" : undefined;
}

/** By which a stanza names an SSH key: the beginning of the key's SHA-256 (age, agessh). */
function sshTag(line: string): string | undefined {
  const blob = decodeWith(base64, line.split(" ")[1] ?? "");
  return blob && base64nopad.encode(sha256(blob).slice(0, 4));
}

const armoredForm =
  /^-----BEGIN AGE ENCRYPTED FILE-----\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{1,64}={0,2}\n-----END AGE ENCRYPTED FILE-----\n$/;

/** A data key, or one part of one, encrypted: 16 bytes before and 16 behind it (C2SP age). */
const payloadLengths: ReadonlySet<number> = new Set([16 + 32 + 16, 16 + 33 + 16]);

/** The stanzas of an armored age file (C2SP age specification): of each its type and arguments, in order. */
function readStanzas(armored: string): string[][] | undefined {
  if (!armoredForm.test(armored)) return undefined;
  const bytes = decodeWith(base64, armored.replaceAll(/-----[^\n]*-----|\s/g, ""));
  const text = bytes && Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const end = text?.indexOf("\n--- ") ?? -1;
  if (text === undefined || end === -1 || !text.startsWith("age-encryption.org/v1\n")) {
    return undefined;
  }
  const payload = text.indexOf("\n", end + 1) + 1;
  if (!payloadLengths.has(text.length - payload)) return undefined;
  return text
    .slice(0, end)
    .split("\n")
    .flatMap((line) => (line.startsWith("-> ") ? [line.slice("-> ".length).split(" ")] : []));
}

function decodeWith(
  coder: { readonly decode: (text: string) => Uint8Array },
  text: string,
): Uint8Array | undefined {
  try {
    return coder.decode(text);
  } catch {
    return undefined;
  }
}
