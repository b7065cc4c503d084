/** A text, or why bytes are none that every reader takes for the same. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** A decoder for many files. Bytes are plain UTF-8, without a byte order mark, or refused. */
export function createTextDecoder(): (bytes: Uint8Array) => DecodedText {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (bytes) => {
    const mark = findByteOrderMark(bytes);
    if (mark !== undefined) {
      return { ok: false, problem: `It begins with the byte order mark of ${mark}.` };
    }
    try {
      return { ok: true, text: decoder.decode(bytes) };
    } catch {
      return { ok: false, problem: "It is not plain UTF-8." };
    }
  };
}

/** go-yaml takes a text in UTF-16 for what it is, JavaScript's parsers see rubbish (yaml/readerc.go). */
function findByteOrderMark([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "UTF-8";
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "UTF-16";
  return undefined;
}
