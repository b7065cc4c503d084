/** A value that JSON can hold; a key whose value is undefined is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object that JSON can hold. */
interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** One entry of the outermost object of a pretty-printed document, with its indent of two spaces. */
export function renderEntry(key: string, value: Json): string {
  return JSON.stringify({ [key]: value }, null, 2).slice("{\n".length, -"\n}".length);
}

/** One entry of an object inside the outermost one, with its indent of four spaces. */
export function renderInnerEntry(key: string, value: Json): string {
  const text = JSON.stringify({ outer: { [key]: value } }, null, 2);
  return text.slice('{\n  "outer": {\n'.length, -"\n  }\n}".length);
}

/**
 * An entry of the outermost object that is an object itself. Its entries are in the order of the
 * map: a plain object would put a key like "9" before all others.
 */
export function renderSection(key: string, entries: ReadonlyMap<string, Json>): string {
  if (entries.size === 0) return renderEntry(key, {});
  const texts = [...entries].map(([name, value]) => renderInnerEntry(name, value));
  return `  ${JSON.stringify(key)}: {\n${texts.join(",\n")}\n  }`;
}

/** The number of bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  // Nearly all texts are ASCII, for which there is nothing to encode.
  return /^\p{ASCII}*$/u.test(text) ? text.length : new TextEncoder().encode(text).length;
}
