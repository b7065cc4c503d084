import { asBuffer } from "@fleet/project/internal";
import { findPrivateKey, mayNameKey, type SeenContent } from "@fleet/secrets/internal";

const envelope = "{".charCodeAt(0);
const sealed = "ENC[AES256_GCM,";

/** The words by which a sops file is known, as they stand in a text of one byte a letter, and of two. */
const needles = (["latin1", "utf16le"] as const).map((encoding) => ({
  sops: Buffer.from("sops", encoding),
  sealed: Buffer.from(sealed, encoding),
}));

/**
 * Whether a file that sops takes for binary may hold anything of sops, by its first bytes: sops itself
 * begins it with a brace, and may be told to take it for another format, which is a text. What begins with
 * many blanks may go on with anything.
 */
export function mayBeSealed(head: Uint8Array): boolean {
  const first = head.find((byte) => !isBlank(byte));
  if (first === undefined || first === envelope || !head.includes(0)) return true;
  const isWide = wideMarks.has(head[0] ?? 0) && wideMarks.has(head[1] ?? 0);
  return isWide || asBuffer(head).includes(sealed);
}

/** The two bytes that UTF-16 begins with, in either order. */
const wideMarks: ReadonlySet<number> = new Set([0xfe, 0xff]);

/** The name of the block, and what YAML and JSON can spell it with otherwise. */
const spellings = ["sops", "\\x", "\\u", "\\U", "!!binary"];

/** Whether bytes are of a file that sops encrypted, or what a merge or an editor left of one. */
export function holdsSealed(bytes: Uint8Array): boolean {
  const buffer = asBuffer(bytes);
  const [narrow, wide] = needles;
  if (narrow === undefined || wide === undefined) return false;
  if (buffer.includes(narrow.sealed)) {
    if (spellings.some((spelling) => buffer.includes(spelling))) return true;
  }
  // The bytes of the other order are the same ones, moved by one.
  return buffer.includes(0) && buffer.includes(wide.sops) && buffer.includes(wide.sealed);
}

/** What is of note in the content of a file; undefined for most. */
export function seeContent(bytes: Uint8Array): SeenContent | undefined {
  const buffer = asBuffer(bytes);
  const mayHoldKey = buffer.includes("SECRET-KEY-") || buffer.includes("PRIVATE KEY");
  const privateKeyLine = mayHoldKey || buffer.includes(0) ? findPrivateKey(bytes) : undefined;
  const isEmpty = bytes.every(isBlank);
  return isEmpty || privateKeyLine !== undefined ? { isBlank: isEmpty, privateKeyLine } : undefined;
}

/** Whether a value in bytes may be called like somebody's private key. */
export function mayNameKeys(bytes: Uint8Array): boolean {
  return mayNameKey(asBuffer(bytes).toString("latin1"));
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
