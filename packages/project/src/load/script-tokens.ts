/** A token of JavaScript or TypeScript. Comments and space are none. */
export interface Token {
  readonly kind: "word" | "number" | "string" | "template" | "regex" | "punctuation";
  readonly text: string;
  /** The offset of its first character. */
  readonly start: number;
}

const space = /(?:\s+|\/\/[^\n]*|\/\*.*?\*\/)*/sy;
const word = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const number = /(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?)n?/iy;
const string = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'/sy;
const regex = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const punctuation = /\.\.\.|=>|./sy;

/** Words after which a slash begins a regular expression, as after an operator. */
const operatorWords: ReadonlySet<string> = new Set(
  "return typeof case in of delete void throw new await yield default".split(" "),
);

/**
 * Splits a script into tokens, tolerantly: enough to find one's way through literals. Undefined
 * where a string, a template or a bracket does not end.
 */
export function tokenizeScript(text: string): Token[] | undefined {
  const scan = scanTokens(text, 0, false);
  return scan?.end === text.length ? scan.tokens : undefined;
}

interface Scan {
  readonly tokens: Token[];
  /** The offset behind the last token and the space after it. */
  readonly end: number;
}

/** `isHole` stops in front of the brace that closes a template's hole. */
function scanTokens(text: string, from: number, isHole: boolean): Scan | undefined {
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = skip(space, text, from); at < text.length; ) {
    const token = readToken(text, at, tokens.at(-1));
    if (token === undefined) return undefined;
    if (token.text === "{") depth += 1;
    if (token.text === "}") depth -= 1;
    if (isHole && depth < 0) return { tokens, end: at };
    tokens.push(token);
    at = skip(space, text, at + token.text.length);
  }
  return isHole ? undefined : { tokens, end: text.length };
}

function readToken(text: string, start: number, before: Token | undefined): Token | undefined {
  const first = text[start] ?? "";
  if (first === "`") {
    const end = templateEnd(text, start + 1);
    return end === undefined
      ? undefined
      : { kind: "template", text: text.slice(start, end), start };
  }
  if (first === '"' || first === "'") return match("string", string, { text, start });
  const plain = match("word", word, { text, start }) ?? match("number", number, { text, start });
  if (plain !== undefined) return plain;
  const expression =
    first === "/" && mayBeginRegex(before) ? match("regex", regex, { text, start }) : undefined;
  return expression ?? match("punctuation", punctuation, { text, start });
}

function mayBeginRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "word") return operatorWords.has(before.text);
  return before.kind === "punctuation" && !/^[)\]}]$/.test(before.text);
}

function templateEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "`") return at + 1;
    if (text[at] === "\\") at += 1;
    else if (text.startsWith("${", at)) {
      const hole = scanTokens(text, at + 2, true);
      if (hole === undefined) return undefined;
      at = hole.end;
    }
  }
  return undefined;
}

function match(
  kind: Token["kind"],
  pattern: RegExp,
  { text, start }: { text: string; start: number },
): Token | undefined {
  pattern.lastIndex = start;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { kind, text: found, start };
}

function skip(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return start + (pattern.exec(text)?.[0].length ?? 0);
}
