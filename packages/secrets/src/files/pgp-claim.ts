import type { AgeClaim } from "./age-claim.ts";

/**
 * What the encrypted data key of a PGP recipient shows: that it was encrypted once, to one key (`fits`);
 * to several, or to a passphrase (`differs`); or that it is no message of PGP (`unreadable`). To whose key
 * is not looked at: a message names a subkey, the recipient the key that it belongs to.
 */
export function checkPgpClaim(armored: string): AgeClaim {
  const bytes = readArmor(armored);
  if (bytes === undefined) return "unreadable";
  const tags = readTags(bytes);
  if (tags === undefined) return "unreadable";
  const sessionKeys = tags.filter((tag) => tag === publicKeyTag || tag === passphraseTag);
  return sessionKeys.length === 1 && sessionKeys[0] === publicKeyTag ? "fits" : "differs";
}

/** Packets that hold a session key (RFC 9580, 5.1 and 5.3). */
const [publicKeyTag, passphraseTag] = [1, 3];

/** The bytes of an armored message, without its headers and checksum (RFC 9580, 6.2). */
function readArmor(armored: string): Uint8Array | undefined {
  const form =
    /^-----BEGIN PGP MESSAGE-----\n(?:[A-Za-z]+: [^\n]*\n)*\n((?:[A-Za-z0-9+/=]+\n)+)-----END PGP MESSAGE-----\n*$/;
  const body = form.exec(armored.replaceAll("\r\n", "\n"))?.[1];
  if (body === undefined) return undefined;
  const text = body.replace(/\n=[A-Za-z0-9+/]{4}\n$/, "\n").replaceAll("\n", "");
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The tags of the packets up to the data, whose length may be unknown (RFC 9580, 4.2). */
function readTags(bytes: Uint8Array): number[] | undefined {
  const tags: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = readHeader(bytes, at);
    if (header === undefined) return undefined;
    tags.push(header.tag);
    if (header.end === undefined) return tags;
    if (header.end > bytes.length) return undefined;
    at = header.end;
  }
  return tags;
}

interface PacketHeader {
  readonly tag: number;
  /** Undefined where the packet goes on to the end, or comes in parts. */
  readonly end: number | undefined;
}

function readHeader(bytes: Uint8Array, at: number): PacketHeader | undefined {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  return (first & 0x40) === 0 ? readOldHeader(bytes, at) : readNewHeader(bytes, at);
}

function readOldHeader(bytes: Uint8Array, at: number): PacketHeader {
  const first = bytes[at] ?? 0;
  const tag = (first >> 2) & 0x0f;
  const size = [1, 2, 4][first & 0x03];
  if (size === undefined) return { tag, end: undefined };
  return { tag, end: at + 1 + size + readNumber(bytes, at + 1, size) };
}

function readNewHeader(bytes: Uint8Array, at: number): PacketHeader {
  const tag = (bytes[at] ?? 0) & 0x3f;
  const length = bytes[at + 1] ?? 0;
  if (length < 192) return { tag, end: at + 2 + length };
  if (length < 224)
    return { tag, end: at + 3 + ((length - 192) << 8) + (bytes[at + 2] ?? 0) + 192 };
  return { tag, end: length === 255 ? at + 6 + readNumber(bytes, at + 2, 4) : undefined };
}

function readNumber(bytes: Uint8Array, at: number, size: number): number {
  let number = 0;
  for (let index = 0; index < size; index += 1) number = number * 256 + (bytes[at + index] ?? 0);
  return number;
}
