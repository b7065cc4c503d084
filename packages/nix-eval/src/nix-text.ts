import type { JsonValue } from "./nix-evaluator.ts";

/** Words of the language, which are no attribute names unless quoted. */
const keywords: ReadonlySet<string> = new Set(
  "if then else assert with let in rec inherit or".split(" "),
);

/**
 * Whether a text can be a Nix string: it holds neither the character NUL, at which Nix ends a
 * string, nor half of a surrogate pair, which UTF-8 cannot write.
 */
export function isNixText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Whether all strings and keys in a value can be Nix strings. */
export function isNixValue(value: JsonValue): boolean {
  if (typeof value === "string") return isNixText(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => isNixText(key) && isNixValue(member));
}

/**
 * A Nix string literal whose value is the text. Throws on a text that no Nix string can hold: ask
 * `isNixText` first.
 */
export function printNixString(text: string): string {
  if (!isNixText(text)) {
    throw new Error(`bug: no Nix string can hold the text ${JSON.stringify(text)}`);
  }
  return `"${text.replaceAll(/["\\$\n\r\t]/g, escapeCharacter)}"`;
}

/** Nix reads a bare carriage return as a line feed, so that one has to be escaped. */
function escapeCharacter(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  return `\\${character}`;
}

/**
 * Attribute names as Nix reads them after a dot: `nixosConfigurations."a.b"`, outermost first. A
 * name is quoted unless it is a plain word. Empty when there are no names.
 */
export function printAttrPath(names: readonly string[]): string {
  return names.map(printAttrName).join(".");
}

function printAttrName(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_'-]*$/.test(name) && !keywords.has(name);
  return isPlain ? name : printNixString(name);
}

/**
 * A Nix expression whose value is the JSON value. Throws on one that holds a text that no Nix string
 * can hold: ask `isNixValue` first.
 */
export function printNixValue(value: JsonValue): string {
  if (!isNixValue(value)) throw new Error("bug: no Nix string can hold a text in the value");
  return `(builtins.fromJSON ${printNixString(JSON.stringify(value))})`;
}
