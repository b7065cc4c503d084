import { splitLines } from "./line-column.ts";

/**
 * Words of a key below which a password or its hash may stand, misspelt ones and those of other tools among them; a
 * hash itself as crypt(3) writes it; and an escape, by which a key can be written that no pattern sees.
 */
const password =
  /(?:^|[^a-z]|(?=P))[Pp]as+(?:w|p|o?r|(?![a-z]))|ssw|swor|swrd|pswd|crypt|[a-z]Pwd?(?![A-Za-z0-9])|\$[a-z0-9]{1,6}\$|\\[ux]/;
const inAnyCase = /pass?w|passphrase|hash|(?:^|[^a-z0-9+/])(?:pass|pwd?)(?![a-z0-9])/i;

/** Whether a text names a password or a hash, or is one as crypt(3) writes it. */
export function namesPassword(text: string): boolean {
  return password.test(text) || inAnyCase.test(text);
}

/** The text that was asked about last: its lines are looked at once for all findings. */
let latest: { readonly text: string; readonly hidden: ReadonlySet<number> } = {
  text: "",
  hidden: new Set(),
};

/**
 * The numbers of the lines, from 1 on, of a config in TypeScript, JSON or YAML, well-formed or not, that may hold a
 * password or its hash: each that names one, and those after it in which its value may go on. Rather one too many.
 */
export function findHiddenLines(text: string): ReadonlySet<number> {
  if (latest.text !== text) latest = { text, hidden: new Set(listHiddenLines(splitLines(text))) };
  return latest.hidden;
}

function* listHiddenLines(lines: readonly string[]): Iterable<number> {
  let value: OpenValue | undefined;
  for (const [index, line] of lines.entries()) {
    if (namesPassword(line)) value = joinValues(value, openValue(line));
    else if (value === undefined || !goesOn(value, line)) {
      value = undefined;
      continue;
    }
    yield index + 1;
    if (value !== undefined) value = readOn(value, line);
  }
}

/** What is known of a value that may go on in the next line. */
interface OpenValue {
  /** How deep the line of its key begins: what is deeper belongs to it. */
  readonly indent: number;
  /** How many brackets are open since. */
  readonly depth: number;
  /** The quotation mark of a text that is open. */
  readonly quotation: string | undefined;
  /** Whether what was read last calls for more: `password:`, `"a" +`. */
  readonly isWanting: boolean;
}

function openValue(line: string): OpenValue {
  // In a list of YAML, the key stands behind the dashes.
  const indent = /^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0;
  return { indent, depth: 0, quotation: undefined, isWanting: false };
}

/** A password inside what is hidden already does not end it. */
function joinValues(outer: OpenValue | undefined, inner: OpenValue): OpenValue {
  return outer === undefined ? inner : { ...outer, indent: Math.min(outer.indent, inner.indent) };
}

/** What begins a line that goes on with the one before it: an operator, an item of YAML, the value of a `?` key. */
const continuing = /^\s*(?:[?:+.|&*/%=<>`([{]|-(?:\s|$)|as\s|satisfies\s)/;

function goesOn({ indent, depth, quotation, isWanting }: OpenValue, line: string): boolean {
  if (depth > 0 || quotation !== undefined || isWanting || line.trim() === "") return true;
  const own = line.length - line.trimStart().length;
  return own > indent || (own === indent && continuing.test(line));
}

/** Follows brackets and quotation marks through a line. */
function readOn(value: OpenValue, line: string): OpenValue {
  let { depth, quotation } = value;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === "\\") index += 1;
    else if (quotation !== undefined) {
      if (character === quotation) quotation = undefined;
    } else if (/["'`]/.test(character)) {
      // An apostrophe inside a word opens nothing.
      if (!/\w/.test(line.charAt(index - 1))) quotation = character;
    } else if (/[([{]/.test(character)) depth += 1;
    else if (/[)\]}]/.test(character)) depth = Math.max(0, depth - 1);
  }
  const isWanting = /^\s*(?:$|\/[/*]|#|\*)/.test(line)
    ? value.isWanting
    : /[:=+?|&(<>]\s*(?:(?:\/\/|#).*)?$/.test(line);
  return { ...value, depth, quotation, isWanting };
}
