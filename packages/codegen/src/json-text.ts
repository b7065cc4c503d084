/** A value that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * One entry of an object as it stands in a pretty-printed document: `"key": value`, with two
 * spaces for each level, and without what comes before it on its line.
 */
export function renderEntry(key: string, value: Json, level: number): string {
  const body = JSON.stringify(value, null, 2);
  const indented = level === 0 ? body : body.replaceAll("\n", `\n${"  ".repeat(level)}`);
  return `${JSON.stringify(key)}: ${indented}`;
}

/** The number of bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  // Nearly all texts are ASCII, for which there is nothing to encode.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it asks for ASCII as a whole.
  return /^[\x00-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length;
}
