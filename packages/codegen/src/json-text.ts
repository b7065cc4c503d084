/** A value that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** One entry of the outermost object of a pretty-printed document, with its indent of two spaces. */
export function renderEntry(key: string, value: Json): string {
  return JSON.stringify({ [key]: value }, null, 2).slice("{\n".length, -"\n}".length);
}

/** One entry of an object inside the outermost one, with its indent of four spaces. */
export function renderInnerEntry(key: string, value: Json): string {
  const text = JSON.stringify({ outer: { [key]: value } }, null, 2);
  return text.slice('{\n  "outer": {\n'.length, -"\n  }\n}".length);
}

/** The number of bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  // Nearly all texts are ASCII, for which there is nothing to encode.
  return /^\p{ASCII}*$/u.test(text) ? text.length : new TextEncoder().encode(text).length;
}
