import { isRecord, type Plain } from "../keys/plain.ts";
import { sealedTypeOf } from "../tree/sealed-token.ts";
import { deepestNesting } from "../tree/value-tree.ts";
import { isOddScalar, type Read, scalarValue, unknownYaml, type Value } from "./yaml-scalar.ts";

/**
 * Reads the part of YAML that sops writes: nested block mappings and lists, plain and quoted scalars on
 * one line, literal block scalars. Undefined for anything else, which is for a real parser to judge.
 * It is here for speed: sops files are read by the ten thousand.
 */
export function parseBlockYaml(text: string): Plain | undefined {
  const reader: Reader = {
    text,
    next: 0,
    start: 0,
    end: 0,
    indent: -1,
    depth: 0,
    isOdd: false,
  };
  advance(reader);
  if (reader.indent === -1) return {};
  const value = reader.indent === 0 ? readNode(reader) : unknownYaml;
  if (value === unknownYaml || reader.indent !== -1 || reader.isOdd) return undefined;
  return isRecord(value) ? value : undefined;
}

/** Where the reader is: on one line, of which `start` to `end` are left. */
interface Reader {
  readonly text: string;
  /** Where the line after this one begins. */
  next: number;
  start: number;
  end: number;
  /** The column of `start`; -1 behind the last line. */
  indent: number;
  /** How many mappings and lists the reader is in. */
  depth: number;
  /** Whether something was passed over that takes a real parser. */
  isOdd: boolean;
}

/** Goes to the next line that is neither blank nor an encrypted comment; any other comment is not understood. */
function advance(reader: Reader): void {
  const { text } = reader;
  while (reader.next < text.length) {
    const lineStart = reader.next;
    const newline = text.indexOf("\n", lineStart);
    reader.end = newline === -1 ? text.length : newline;
    reader.next = reader.end + 1;
    let start = lineStart;
    while (start < reader.end && text.charCodeAt(start) === 32) start += 1;
    if (start === reader.end) continue;
    if (text.charCodeAt(start) === 35) {
      if (sealedTypeOf(text.slice(start + 1, reader.end)) === "comment") continue;
      reader.isOdd = true;
    }
    reader.start = start;
    reader.indent = start - lineStart;
    return;
  }
  reader.indent = -1;
}

function readNode(reader: Reader): Read {
  if (reader.depth === deepestNesting) return unknownYaml;
  reader.depth += 1;
  const value = isDash(reader) ? readList(reader) : readMapping(reader);
  reader.depth -= 1;
  return value;
}

function isDash({ text, start, end }: Reader): boolean {
  return text[start] === "-" && (start + 1 === end || text[start + 1] === " ");
}

function readList(reader: Reader): Read {
  const { indent } = reader;
  const items: Value[] = [];
  while (reader.indent === indent && isDash(reader)) {
    let start = reader.start + 1;
    while (start < reader.end && reader.text.charCodeAt(start) === 32) start += 1;
    const item = readItem(reader, start);
    if (item === unknownYaml) return unknownYaml;
    items.push(item);
  }
  return reader.indent > indent ? unknownYaml : items;
}

function readItem(reader: Reader, start: number): Read {
  const { indent } = reader;
  if (start === reader.end) {
    advance(reader);
    return reader.indent > indent ? readNode(reader) : null;
  }
  reader.indent += start - reader.start;
  reader.start = start;
  if (isDash(reader) || readKey(reader) !== undefined) return readNode(reader);
  return readScalar(reader, indent);
}

/** sops writes longer keys in another way, and no reader of YAML takes any length. */
const longestKey = 128;

function readMapping(reader: Reader): Read {
  const { indent } = reader;
  const entries: Record<string, Value> = {};
  while (reader.indent === indent && !isDash(reader)) {
    const key = readKey(reader);
    if (key === undefined || Object.hasOwn(entries, key.name)) return unknownYaml;
    if (key.name.length > longestKey) return unknownYaml;
    // To assign this key would set no key at all.
    if (key.name === "__proto__") return unknownYaml;
    reader.start = key.end;
    const value = readValue(reader, indent);
    if (value === unknownYaml) return unknownYaml;
    entries[key.name] = value;
  }
  return reader.indent > indent ? unknownYaml : entries;
}

const keyForm = /([A-Za-z_/][\w ./@+-]*|"[^"\\\n]*"|'[^'\n]*')(?<! ):(?: +|(?=\n|$))/y;

/** The key at the start of the line, and where its value begins. */
function readKey({ text, start, end }: Reader): { name: string; end: number } | undefined {
  if (text.startsWith("---", start) || text.startsWith("...", start)) return undefined;
  const word = endOfWord(text, start);
  const plain = word - start < 6 && isOddScalar(text.slice(start, word)) ? start : word;
  // Most keys are one word, for which the engine of regular expressions takes twice as long.
  if (plain > start && text.charCodeAt(plain) === 58) {
    if (plain + 1 === end) return { name: text.slice(start, plain), end };
    const value = plain + 2;
    if (text.charCodeAt(plain + 1) === 32 && text.charCodeAt(value) !== 32) {
      return { name: text.slice(start, plain), end: value };
    }
  }
  keyForm.lastIndex = start;
  const key = keyForm.exec(text)?.[1];
  if (key === undefined) return undefined;
  const isQuoted = key.startsWith('"') || key.startsWith("'");
  if (!isQuoted && isOddScalar(key)) return undefined;
  return { name: isQuoted ? key.slice(1, -1) : key, end: keyForm.lastIndex };
}

/** Behind the small letters and underscores that begin at `start`. */
function endOfWord(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); (code >= 97 && code <= 122) || code === 95; ) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return at;
}

function readValue(reader: Reader, indent: number): Read {
  if (reader.start < reader.end) return readScalar(reader, indent);
  advance(reader);
  if (reader.indent > indent) return readNode(reader);
  return reader.indent === indent && isDash(reader) ? readList(reader) : null;
}

/** The scalar that is left on the line; `indent` is that of the mapping or list that it is in. */
function readScalar(reader: Reader, indent: number): Read {
  // Other blanks than these belong to a scalar.
  const source = reader.text.slice(reader.start, reader.end).replace(/(?<! ) +$/, "");
  if (source.includes("\t")) return unknownYaml;
  if (source === "|" || source === "|-") return readLiteral(reader, indent, source === "|");
  const value = scalarValue(source);
  advance(reader);
  // A deeper line would go on with the scalar.
  return reader.indent > indent ? unknownYaml : value;
}

/** The lines of a literal block, which are those deeper than what it is in, and blank ones. */
function readLiteral(reader: Reader, indent: number, keepsNewline: boolean): Read {
  const { text } = reader;
  const first = reader.next;
  let column = -1;
  let end = first;
  while (reader.next < text.length) {
    const newline = text.indexOf("\n", reader.next);
    const lineEnd = newline === -1 ? text.length : newline;
    const own = countSpaces(text, reader.next, lineEnd);
    const isBlank = reader.next + own === lineEnd;
    // Spaces in a blank line may be part of the text, or not: rare enough for a real parser.
    if (isBlank && own > 0) return unknownYaml;
    if (!isBlank) {
      if (column === -1) column = own;
      if (own <= indent || own < column) break;
      end = lineEnd;
    }
    reader.next = lineEnd + 1;
  }
  advance(reader);
  if (end === first) return "";
  const lines = deindent(text.slice(first, end), column);
  return keepsNewline ? `${lines}\n` : lines;
}

function countSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === 32) at += 1;
  return at - start;
}

function deindent(lines: string, column: number): string {
  const spaces = " ".repeat(column);
  const rest = lines.replaceAll(`\n${spaces}`, "\n");
  return rest.startsWith(spaces) ? rest.slice(column) : rest;
}
