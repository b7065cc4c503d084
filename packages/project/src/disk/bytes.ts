/** The text of bytes in UTF-8, with a mark of byte order where there is one; broken characters become `�`. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Whether bytes are a text in UTF-8. */
export function isText(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a text in UTF-8. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The same bytes, as what can be searched and compared fast. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * A text with line feeds alone at its line ends: where git is set to, it puts others into the files of one
 * machine, and means nothing by it.
 */
export function plainLineEnds(bytes: Uint8Array): Uint8Array {
  const buffer = asBuffer(bytes);
  if (!buffer.includes("\r\n")) return bytes;
  return Buffer.from(buffer.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

/** Whether two runs of bytes are the same. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return asBuffer(a).equals(b);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();
