import { type NixToken, readNixTokens } from "./nix-tokens.ts";

/** Something that a file in Nix gives a name: `mini = "ssh-ed25519 …";`, `users = [ ada ben ];`. */
export interface KeyBinding {
  /** The names on the way to it, outermost first: `["ssh", "machines", "mini"]`. */
  readonly path: readonly string[];
  /** The texts in its value. */
  readonly texts: readonly string[];
  /** The last names of what its value names. */
  readonly names: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** Words that are no names of anything bound. */
const keywords: ReadonlySet<string> = new Set(
  "let in with rec inherit import if then else".split(" "),
);

/** Nothing that people write is nested deeper than this: there the reading ends. */
const deepest = 100;

/**
 * The bindings in a file of Nix, in its order. Nothing is evaluated: they tell what people call a key, and never who
 * reads what. A text that a function or another binding makes is not seen.
 */
export function readKeyBindings(source: string): readonly KeyBinding[] {
  const reading: Reading = { bindings: [], open: [], words: [], bound: undefined };
  let isBehindDot = false;
  for (const token of readNixTokens(source)) {
    if (token.kind === "mark") readMark(reading, token);
    else if (reading.bound === undefined) readName(reading, token, isBehindDot);
    else readValue(reading.bound, token, isBehindDot);
    if (reading.open.length > deepest) break;
    isBehindDot = token.kind === "mark" && token.text === ".";
  }
  return reading.bindings;
}

interface Reading {
  readonly bindings: KeyBinding[];
  /** What is open: for a set that is bound the names that lead to it, else none. */
  readonly open: (readonly string[])[];
  /** The names that may become those of a binding. */
  words: readonly string[];
  /** What is being bound. */
  bound: Bound | undefined;
}

interface Bound extends KeyBinding {
  readonly texts: string[];
  readonly names: string[];
  /** The path from the innermost open set. */
  readonly own: readonly string[];
  /** How many are open around it. */
  readonly depth: number;
}

function readMark(reading: Reading, { text, line }: NixToken): void {
  const { open, words, bound } = reading;
  if (text === "=" && words.length > 0) {
    const path = [...open.flat(), ...words];
    reading.bound = { path, own: words, texts: [], names: [], line, depth: open.length };
    reading.words = [];
  } else if (text === "{") {
    open.push(bound?.own ?? []);
    close(reading);
  } else if (text === "[" || text === "(") open.push([]);
  else if (text === "}" || text === "]" || text === ")") {
    open.pop();
    if (text === "}") close(reading);
  } else if (text === ":") close(reading);
  else if (text === ";" && (bound?.depth ?? 0) >= open.length) close(reading);
}

function close(reading: Reading): void {
  const { bindings, bound } = reading;
  if (bound !== undefined && bound.texts.length + bound.names.length > 0) bindings.push(bound);
  reading.bound = undefined;
  reading.words = [];
}

function readName(reading: Reading, { kind, text }: NixToken, isBehindDot: boolean): void {
  const isName = kind === "text" || !keywords.has(text);
  reading.words = isName ? [...(isBehindDot ? reading.words : []), text] : [];
}

function readValue({ texts, names }: Bound, { kind, text }: NixToken, isBehindDot: boolean): void {
  if (kind === "text") texts.push(text);
  else if (isBehindDot) names.splice(-1, 1, text);
  else if (!keywords.has(text)) names.push(text);
}
