/** A part of a text in Nix, as far as bindings of keys need it. */
export interface NixToken {
  readonly kind: "word" | "text" | "mark";
  /** A name, what a string says, or one of `= { } [ ] ( ) ; : .`. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Where something begins: a comment, a string of either kind, a name, a mark; `==` is none of them. */
const beginning = /#[^\n]*|\/\*|''|"|[A-Za-z_][\w'-]*|==|[={}[\]();:.]|\n/g;

/**
 * Takes a text in Nix apart, in a time that grows with its length alone. It is read as a person skims it: what is odd is
 * passed over, and what has no end ends the reading.
 */
export function* readNixTokens(source: string): Iterable<NixToken> {
  const pattern = new RegExp(beginning);
  let line = 1;
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    const [whole] = match;
    const start = match.index + whole.length;
    const end = findEnd(source, whole, start);
    if (end === undefined) return;
    if (whole === '"' || whole === "''") {
      yield { kind: "text", text: source.slice(start, end).trim(), line };
    } else if (/^[A-Za-z_]/.test(whole)) yield { kind: "word", text: whole, line };
    else if (/^[={}[\]();:.]$/.test(whole)) yield { kind: "mark", text: whole, line };
    line += countLines(source, match.index, end);
    pattern.lastIndex = end + closerOf(whole).length;
  }
}

/** Where what begins here ends: before its closing mark, where it has one; undefined where that is missing. */
function findEnd(source: string, opener: string, start: number): number | undefined {
  const closer = closerOf(opener);
  if (closer === "") return start;
  for (let at = source.indexOf(closer, start); at !== -1; ) {
    if (closer === "*/" || !isEscaped(source, closer, at)) return at;
    at = source.indexOf(closer, at + (closer === '"' ? 1 : closer.length + 1));
  }
  return undefined;
}

function closerOf(opener: string): string {
  if (opener === "/*") return "*/";
  return opener === '"' || opener === "''" ? opener : "";
}

/** A quote behind an odd number of backslashes, or two of them before what makes them a text (`'''`, `''$`, `''\`). */
function isEscaped(source: string, closer: string, at: number): boolean {
  if (closer === "''") return "'$\\".includes(source[at + 2] ?? " ");
  let before = at;
  while (source[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}

function countLines(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (source[at] === "\n") count += 1;
  return count;
}
