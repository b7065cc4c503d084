import { type BrokenFile, breakFile } from "../tree/parsed-file.ts";
import type { TreeComment } from "../tree/value-tree.ts";

/** What a line of an INI file is; the first line is 1. */
export type IniLine =
  | TreeComment
  | { readonly kind: "section"; readonly name: string; readonly line: number }
  | {
      readonly kind: "entry";
      readonly key: string;
      readonly value: string;
      /** The value with its quotes. */
      readonly written: string;
      readonly line: number;
    };

/** The lines that could be read, and the first that could not. */
export interface IniLines {
  readonly lines: readonly IniLine[];
  readonly trouble: BrokenFile | undefined;
}

/** Splits an INI file into what sops's library makes of its lines (gopkg.in/ini.v1, parser.go). */
export function readIniLines(text: string): IniLines {
  const lines: IniLine[] = [];
  let trouble: BrokenFile | undefined = /[^\P{Cc}\t\n]|[\u2028\u2029\ufeff]/u.test(text)
    ? breakFile("It holds a control character, or an odd line break.")
    : undefined;
  let line = 1;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    let end = newline === -1 ? text.length : newline;
    let source = text.slice(start, end);
    const equals = /^[;#[]/.test(source) ? -1 : source.indexOf("=");
    if (equals !== -1 && source.startsWith(' """', equals + 1)) {
      const close = text.indexOf('"""', start + equals + 5);
      if (close !== -1) {
        end = close + 3;
        source = text.slice(start, end);
        // Text behind the closing quotes would be dropped.
        if (end < text.length && text[end] !== "\n") trouble ??= oddLine(line);
      }
    }
    const read = source.trim() === "" ? undefined : readLine(source, line);
    if (read === "odd") trouble ??= oddLine(line);
    else if (read !== undefined) lines.push(read);
    line += source.split("\n").length;
    start = end + 1;
  }
  return { lines, trouble };
}

/** A line in a form that sops never writes. */
export function oddLine(line: number): BrokenFile {
  return breakFile("A line is written in another way than sops writes it.", line);
}

function readLine(source: string, line: number): IniLine | "odd" {
  if (/^[;#]/.test(source)) {
    // The library writes a blank behind the character that begins a comment.
    return { kind: "comment", text: source.slice(1).replace(/^ /, ""), line };
  }
  if (source.startsWith("[")) {
    const name = /^\[([^[\]\n]+(?:\[[^\]\n]*\])?[^[\]\n]*)\]$/.exec(source)?.[1];
    return name === undefined ? "odd" : { kind: "section", name, line };
  }
  return readEntry(source, line) ?? "odd";
}

/** A key as sops writes it: bare, or in backticks for the sake of a quote or delimiter in it. */
function readEntry(source: string, line: number): IniLine | undefined {
  const isQuoted = source.startsWith("`");
  const equals = source.indexOf("=", isQuoted ? source.indexOf("`", 1) : 0);
  if (equals < 1) return undefined;
  const head = source.slice(0, equals).replace(blanksAtEnd, "");
  const key = isQuoted
    ? /^`([^`\n]+)`$/.exec(head)?.[1]
    : /^[^\s:"'`;#[][^:"`\n]*$/u.exec(head)?.[0];
  if (key === undefined || /^\s/u.test(key) || key !== key.trimEnd() || key === "-")
    return undefined;
  const raw = source.slice(equals + 1);
  if (raw !== "" && !raw.startsWith(" ")) return undefined;
  const written = raw.slice(1);
  // The library takes all blanks away before it looks for quotes.
  const value = written === written.trim() ? readValue(written) : undefined;
  return value === undefined ? undefined : { kind: "entry", key, value, written, line };
}

/** Behind a character that is none, so that there is only one place to begin. */
const blanksAtEnd = /(?<! ) +$/;

/**
 * A value without its quotes; undefined where it goes on in the next line, or text behind it would be
 * dropped. What else is no token whole is taken as it stands there, and so for a plain one.
 */
function readValue(written: string): string | undefined {
  if (written.startsWith('"""')) {
    const inner = written.length >= 6 && written.endsWith('"""') ? written.slice(3, -3) : undefined;
    return inner?.includes('"""') === true ? undefined : inner;
  }
  if (written.startsWith("`")) return /^`([^`\n]*)`$/.exec(written)?.[1];
  // The library takes what follows these for a comment, wherever they stand.
  return written.endsWith("\\") || /[;#]/.test(written) ? undefined : written;
}
