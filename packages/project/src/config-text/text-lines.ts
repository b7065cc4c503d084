/** The offset at which the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // The search would begin at the first unit for what is before it.
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset of the line break that ends the line of an offset; the end of the text in the last one. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end === -1) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** The offset behind the line break at an offset. */
export function behindBreak(text: string, offset: number): number {
  const at = text[offset] === "\r" ? offset + 1 : offset;
  return text[at] === "\n" ? at + 1 : at;
}

/** The space that the line of an offset begins with. */
export function lineIndent(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset).replace(/^\ufeff/, ""))?.[0] ?? "";
}

/** Whether nothing but space stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === "";
}

/** The beginning of the empty line above an offset's line; undefined where that holds something. */
export function blankLineAbove(text: string, offset: number): number | undefined {
  const below = lineStart(text, offset);
  if (below === 0) return undefined;
  const start = lineStart(text, below - 1);
  return start > 0 && text.slice(start, below).trim() === "" ? start : undefined;
}

/** Whether nothing stands on the line of an offset, which is its beginning. */
export function isBlankLine(text: string, offset: number): boolean {
  return text.slice(offset, lineEnd(text, offset)).trim() === "";
}
