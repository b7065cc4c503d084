import { type Token, tokenizeScript } from "./script-tokens.ts";

/** An expression of a script, as far as it is literal. */
export type Literal = ObjectLiteral | ListLiteral | NameLiteral | Computed;

/** `{ … }`: the entries whose keys are certain, in order. What a later spread may replace is left out. */
interface ObjectLiteral {
  readonly kind: "object";
  readonly start: number;
  readonly entries: readonly {
    readonly key: string;
    readonly start: number;
    readonly value: Literal;
  }[];
}

/** `[ … ]`: the items up to the first whose index is not certain. */
interface ListLiteral {
  readonly kind: "list";
  readonly start: number;
  readonly items: readonly Literal[];
}

/** Anything that would have to be computed. */
interface Computed {
  readonly kind: "other";
  readonly start: number;
}

/** A name on its own. */
interface NameLiteral {
  readonly kind: "name";
  readonly start: number;
  readonly name: string;
}

/** The constants at the top level of a script, and what it exports by default. */
export interface ScriptLiterals {
  readonly constants: ReadonlyMap<string, Literal>;
  readonly exported: Literal | undefined;
}

/** Reads the literals of a script. A call of `defineFleet` counts as its argument. */
export function readScriptLiterals(text: string): ScriptLiterals {
  const tokens = tokenizeScript(text);
  if (tokens === undefined) return { constants: new Map(), exported: undefined };
  const constants = new Map<string, Literal>();
  let exported: Literal | undefined;
  let depth = 0;
  for (const [index, { text: token, kind }] of tokens.entries()) {
    if (kind !== "word") depth += depthChange(token);
    if (depth !== 0 || kind !== "word") continue;
    const next = tokens[index + 1];
    if (token === "const" && next?.kind === "word") {
      const value = valueIndex(tokens, index + 2);
      if (value !== undefined) constants.set(next.text, readValue(tokens, value).literal);
    }
    if (token === "export" && next?.text === "default") exported = readExport(tokens, index + 2);
  }
  return { constants, exported };
}

/** Reads the single value of a JSON text, or the first expression of any text. */
export function readExpression(text: string): Literal | undefined {
  const tokens = tokenizeScript(text);
  return tokens?.[0] === undefined ? undefined : readValue(tokens, 0).literal;
}

function readExport(tokens: readonly Token[], index: number): Literal {
  const isCall = tokens[index]?.text === "defineFleet" && tokens[index + 1]?.text === "(";
  return readValue(tokens, isCall ? index + 2 : index).literal;
}

/** Where the value of a declaration begins: behind the first `=` that is not part of its type. */
function valueIndex(tokens: readonly Token[], from: number): number | undefined {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const token = tokens[index]?.text ?? "";
    depth += depthChange(token);
    if (depth < 0 || (depth === 0 && token === ";")) return undefined;
    if (depth === 0 && token === "=") {
      const isCall = tokens[index + 1]?.text === "defineFleet" && tokens[index + 2]?.text === "(";
      return isCall ? index + 3 : index + 1;
    }
  }
  return undefined;
}

interface Reading {
  readonly literal: Literal;
  /** The index of the comma or closing bracket behind the value. */
  readonly end: number;
}

function readValue(tokens: readonly Token[], index: number): Reading {
  const token = tokens[index];
  const start = token?.start ?? 0;
  const other = { literal: { kind: "other", start }, end: skipValue(tokens, index) } as const;
  if (token === undefined) return other;
  const read =
    token.text === "{"
      ? readObject(tokens, index)
      : token.text === "["
        ? readList(tokens, index)
        : token.kind === "word"
          ? { literal: { kind: "name", start, name: token.text } as const, end: index + 1 }
          : undefined;
  // What goes on behind a literal, as in `[…].map(…)`, makes something else of it; a type does not.
  const isWhole =
    read !== undefined &&
    /^(?:[,\])};]|as|satisfies|export|const)?$/.test(tokens[read.end]?.text ?? "");
  return isWhole ? { literal: read.literal, end: other.end } : other;
}

function readObject(tokens: readonly Token[], open: number): Reading {
  const start = tokens[open]?.start ?? 0;
  let entries: { key: string; start: number; value: Literal }[] = [];
  let index = open + 1;
  while (index < tokens.length && tokens[index]?.text !== "}") {
    const token = tokens[index];
    const key = token === undefined ? undefined : keyText(token);
    const next = tokens[index + 1]?.text ?? "";
    if (token !== undefined && key !== undefined && next === ":") {
      const { literal, end } = readValue(tokens, index + 2);
      entries.push({ key, start: token.start, value: literal });
      index = end;
    } else if (token?.kind === "word" && /^[,}]$/.test(next)) {
      const value = { kind: "name", start: token.start, name: token.text } as const;
      entries.push({ key: token.text, start: token.start, value });
      index += 1;
    } else {
      // A spread, a computed key, a method: it may replace any of those before.
      entries = [];
      index = skipValue(tokens, index);
    }
    if (tokens[index]?.text === ",") index += 1;
    else if (tokens[index]?.text !== "}") break;
  }
  const isClosed = tokens[index]?.text === "}";
  const literal = { kind: "object", start, entries: isClosed ? entries : [] } as const;
  return { literal, end: isClosed ? index + 1 : skipValue(tokens, open) };
}

function readList(tokens: readonly Token[], open: number): Reading {
  const items: Literal[] = [];
  let index = open + 1;
  let isCertain = true;
  while (index < tokens.length && tokens[index]?.text !== "]") {
    const { literal, end } = readValue(tokens, index);
    const isSpread = tokens[index]?.text === "...";
    // A comma between angle brackets looks like one between items.
    const isGeneric = tokens.slice(index, end).some(({ text }) => text === "<");
    if (isSpread || isGeneric || end === index) isCertain = false;
    if (isCertain) items.push(literal);
    if (tokens[end]?.text !== "," && tokens[end]?.text !== "]") break;
    index = tokens[end]?.text === "," ? end + 1 : end;
  }
  const start = tokens[open]?.start ?? 0;
  const isClosed = tokens[index]?.text === "]";
  return {
    literal: { kind: "list", start, items },
    end: isClosed ? index + 1 : skipValue(tokens, open),
  };
}

/** The index of the next comma, semicolon or closing bracket that belongs to none opened on the way. */
function skipValue(tokens: readonly Token[], from: number): number {
  let depth = 0;
  let isType = false;
  for (let index = from; index < tokens.length; index++) {
    const { kind, text } = tokens[index] ?? { kind: "word", text: "" };
    if (kind === "word" && /^(?:as|satisfies)$/.test(text)) isType = true;
    if (kind !== "punctuation") continue;
    if (depth === 0 && /^[,;)\]}]$/.test(text)) return index;
    depth += depthChange(text);
    // Only in a type are these brackets.
    if (isType && text === "<") depth += 1;
    if (isType && text === ">") depth -= 1;
  }
  return tokens.length;
}

function depthChange(token: string): number {
  if (token === "{" || token === "[" || token === "(") return 1;
  return token === "}" || token === "]" || token === ")" ? -1 : 0;
}

function keyText({ kind, text }: Token): string | undefined {
  if (kind === "word") return text;
  if (kind === "number") return /^\d+$/.test(text) ? String(Number(text)) : undefined;
  if (kind !== "string") return undefined;
  if (!text.includes("\\")) return text.slice(1, -1);
  try {
    const parsed: unknown = text.startsWith('"') ? JSON.parse(text) : undefined;
    return typeof parsed === "string" ? parsed : undefined;
  } catch {
    return undefined;
  }
}
