/** A value that JSON can hold; a key whose value is undefined is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object that JSON can hold. */
interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * One entry of an object in a pretty-printed document, with its indent of two spaces a level; the
 * outermost object is level 1.
 */
export function renderEntry(key: string, value: Json, level = 1): string {
  let nested: Json = { [key]: value };
  let outer = 0;
  for (let at = level - 1; at > 0; at--) {
    nested = { x: nested };
    outer += 2 * at + '"x": {\n'.length;
  }
  const text = JSON.stringify(nested, null, 2);
  // What closes the objects around it is indented like what opened them: `\n}`, `\n  }`, …
  const closing = level * ("\n}".length + level - 1);
  return text.slice("{\n".length + outer, -closing);
}

/**
 * An entry of the outermost object that is an object itself. Its entries are in the order of the
 * map: a plain object would put a key like "9" before all others.
 */
export function renderSection(key: string, entries: ReadonlyMap<string, Json>): string {
  if (entries.size === 0) return renderEntry(key, {});
  const texts = [...entries].map(([name, value]) => renderEntry(name, value, 2));
  return `  ${JSON.stringify(key)}: {\n${texts.join(",\n")}\n  }`;
}

/** The number of bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  // Nearly all texts are ASCII, for which there is nothing to encode.
  return /^\p{ASCII}*$/u.test(text) ? text.length : new TextEncoder().encode(text).length;
}
