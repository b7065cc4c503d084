/** What a look at a JSON text found. */
export interface JsonScan {
  /** The first place at which it is no JSON. */
  readonly mistake: JsonMistake | undefined;
  /** Keys that stand in their object before already. */
  readonly duplicates: readonly DuplicateKey[];
}

/** A key that stands in its object twice, or more often. */
export interface DuplicateKey {
  readonly key: string;
  /** Where it stands first, and where it stands again. */
  readonly first: number;
  readonly offset: number;
}

/** Why a text is no JSON. */
interface JsonMistake {
  readonly offset: number;
  readonly message: string;
  readonly help?: string;
}

/** No declaration is nested deeper; what is would overflow the stack. */
const depthLimit = 100;

const space = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings hold no raw control characters.
const string = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;

/** Looks for the first mistake in a JSON text, and for keys that come twice. */
export function scanJson(text: string): JsonScan {
  const duplicates: DuplicateKey[] = [];
  const end = scanValue(text, skip(space, text, 0), { duplicates, depth: 0 });
  if (typeof end !== "number") return { mistake: end, duplicates };
  const rest = skip(space, text, end);
  const mistake = rest < text.length ? unexpected(text, rest, "the end of the file") : undefined;
  return { mistake, duplicates };
}

interface Scan {
  readonly duplicates: DuplicateKey[];
  readonly depth: number;
}

/** The offset behind the value, or what is wrong with it. */
function scanValue(text: string, at: number, scan: Scan): number | JsonMistake {
  const first = text[at];
  if (first === "{" || first === "[") {
    if (scan.depth === depthLimit) return { offset: at, message: "It is nested too deeply." };
    return scanItems(text, at, { ...scan, depth: scan.depth + 1 });
  }
  const end = skip(first === '"' ? string : scalar, text, at);
  return end === at ? unexpected(text, at, "a value") : end;
}

function scanItems(text: string, open: number, scan: Scan): number | JsonMistake {
  const close = text[open] === "{" ? "}" : "]";
  const keys = new Map<string, number>();
  let at = skip(space, text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const value = close === "}" ? scanKey(text, at, { ...scan, keys }) : at;
    if (typeof value !== "number") return value;
    const end = scanValue(text, value, scan);
    if (typeof end !== "number") return end;
    at = skip(space, text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") return unexpected(text, at, `"," or "${close}"`);
    at = skip(space, text, at + 1);
    if (text[at] === close) {
      return {
        ...unexpected(text, at, "another item"),
        help: "JSON has no comma after the last item.",
      };
    }
  }
}

/** The offset of the value behind a key. */
function scanKey(
  text: string,
  at: number,
  { keys, duplicates }: Scan & { readonly keys: Map<string, number> },
): number | JsonMistake {
  const end = skip(string, text, at);
  if (end === at) return unexpected(text, at, "a key in double quotes");
  const key: unknown = JSON.parse(text.slice(at, end));
  if (typeof key !== "string") throw new Error("bug: a JSON string is not a string");
  const first = keys.get(key);
  if (first === undefined) keys.set(key, at);
  else duplicates.push({ key, first, offset: at });
  const colon = skip(space, text, end);
  return text[colon] === ":" ? skip(space, text, colon + 1) : unexpected(text, colon, '":"');
}

function unexpected(text: string, offset: number, expected: string): JsonMistake {
  const character = text.slice(offset, offset + 2).match(/^./su)?.[0];
  const found = character === undefined ? "the file ends" : `there is ${JSON.stringify(character)}`;
  const message = `Expected ${expected}, but ${found} here.`;
  if (text.startsWith("//", offset) || text.startsWith("/*", offset)) {
    return { offset, message, help: "JSON has no comments. YAML and TypeScript configs do." };
  }
  return { offset, message };
}

function skip(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return start + (pattern.exec(text)?.[0].length ?? 0);
}
