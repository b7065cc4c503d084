import { decodeBase64 } from "@fleet/core/internal";
import { decodeText } from "../disk/bytes.ts";

/** What a private SSH key says of itself to anybody who has the file. */
export interface PublicHalf {
  /** `TYPE BASE64`. */
  readonly line: string;
  /** Whether a passphrase is needed to use it. */
  readonly isEncrypted: boolean;
}

const magic = "openssh-key-v1\0";

/**
 * Reads the public half out of a private key in the form of OpenSSH (PROTOCOL.key), where it stands unencrypted;
 * undefined where the bytes are no such key. The private half is not looked at.
 */
export function readPublicHalf(file: Uint8Array): PublicHalf | undefined {
  const pem =
    /^-----BEGIN OPENSSH PRIVATE KEY-----\s([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----\s*$/.exec(
      decodeText(file),
    )?.[1];
  const bytes = decodeBase64((pem ?? "").replaceAll(/\s/g, ""));
  if (bytes === undefined || textOf(bytes.subarray(0, magic.length)) !== magic) return undefined;
  const next = createReader(bytes, magic.length);
  const cipher = next();
  next();
  next();
  // Between them stands how many keys there are, which is one.
  const blob = next(4);
  const type = blob === undefined ? undefined : createReader(blob, 0)();
  if (cipher === undefined || blob === undefined || type === undefined) return undefined;
  const line = `${textOf(type)} ${btoa(textOf(blob))}`;
  return { line, isEncrypted: textOf(cipher) !== "none" };
}

/** Gives one text after another, each with its length before it; undefined behind the end. */
function createReader(bytes: Uint8Array, start: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = start;
  return (skip = 0): Uint8Array | undefined => {
    offset += skip;
    if (offset + 4 > bytes.length) return undefined;
    const end = offset + 4 + view.getUint32(offset);
    if (end > bytes.length) return undefined;
    const text = bytes.subarray(offset + 4, end);
    offset = end;
    return text;
  };
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
