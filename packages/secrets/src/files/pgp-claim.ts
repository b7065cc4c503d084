import type { AgeClaim } from "./age-claim.ts";

/**
 * What the encrypted data key of a PGP recipient shows: that it was encrypted once, to one key (`fits`);
 * to several, to a passphrase, or that something else stands beside it (`differs`); or that it is no
 * message of PGP (`unreadable`). To whose key is not looked at: a message names a subkey, the recipient
 * the key that it belongs to.
 */
export function checkPgpClaim(armored: string): AgeClaim {
  const bytes = readArmor(armored);
  const tags = bytes === undefined ? undefined : readTags(bytes);
  if (tags === undefined) return "unreadable";
  const [first, second] = tags;
  const isMessage = tags.length === 2 && first === sessionKey && dataTags.has(second ?? -1);
  return isMessage ? "fits" : "differs";
}

/** A session key for a public key (RFC 9580, 5.1). */
const sessionKey = 1;
/** Encrypted data, in its three forms (RFC 9580, 5.7, 5.13; RFC 4880bis, 5.16). */
const dataTags: ReadonlySet<number> = new Set([9, 18, 20]);

/**
 * The bytes of an armored message, without its checksum (RFC 9580, 6.2). GnuPG wrote its version above it
 * until 2.1; of other lines it cannot be said what they are.
 */
function readArmor(armored: string): Uint8Array | undefined {
  const form =
    /^-----BEGIN PGP MESSAGE-----\n(?:Version: GnuPG v\d[\w.() /-]{0,40}\n)?\n((?:[A-Za-z0-9+/=]{1,76}\n)+)-----END PGP MESSAGE-----\n*$/;
  const body = form.exec(armored)?.[1];
  if (body === undefined) return undefined;
  const text = body.replace(/\n=[A-Za-z0-9+/]{4}\n$/, "\n").replaceAll("\n", "");
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The tags of all packets, of which only the last may have no length, or come in parts. */
function readTags(bytes: Uint8Array): number[] | undefined {
  const tags: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = readHeader(bytes, at);
    if (header === undefined) return undefined;
    tags.push(header.tag);
    const isData = dataTags.has(header.tag);
    const end = header.isWhole || isData ? header.end : undefined;
    if (end === undefined || end > bytes.length) return undefined;
    at = end;
  }
  return tags;
}

interface PacketHeader {
  readonly tag: number;
  /** Where the packet ends. */
  readonly end: number | undefined;
  /** Whether its length stands there in one piece. */
  readonly isWhole: boolean;
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
  // Without a length it goes on to the end.
  if (size === undefined) return { tag, end: bytes.length, isWhole: false };
  return { tag, end: at + 1 + size + readNumber(bytes, at + 1, size), isWhole: true };
}

function readNewHeader(bytes: Uint8Array, at: number): PacketHeader {
  const tag = (bytes[at] ?? 0) & 0x3f;
  let part = readLength(bytes, at + 1);
  if (!part.isPartial) return { tag, end: part.end, isWhole: true };
  while (part.isPartial && part.end < bytes.length) part = readLength(bytes, part.end);
  return { tag, end: part.isPartial ? undefined : part.end, isWhole: false };
}

/** A length, or that of one of several parts (RFC 9580, 4.2.1), and where what it counts ends. */
function readLength(
  bytes: Uint8Array,
  at: number,
): { readonly end: number; readonly isPartial: boolean } {
  const first = bytes[at] ?? 0;
  if (first < 192) return { end: at + 1 + first, isPartial: false };
  if (first < 224) {
    const length = (first - 192) * 256 + (bytes[at + 1] ?? 0) + 192;
    return { end: at + 2 + length, isPartial: false };
  }
  if (first === 255) return { end: at + 5 + readNumber(bytes, at + 1, 4), isPartial: false };
  return { end: at + 1 + 2 ** (first & 0x1f), isPartial: true };
}

function readNumber(bytes: Uint8Array, at: number, size: number): number {
  let number = 0;
  for (let index = 0; index < size; index += 1) number = number * 256 + (bytes[at + index] ?? 0);
  return number;
}
