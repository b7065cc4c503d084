/** A place in a text: both count from 1, columns in UTF-16 code units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The line and column of an offset into a text, which counts from 0 in UTF-16 code units. A byte order mark
 * at the beginning of the text takes no column, as in editors.
 */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (;;) {
    const end = text.indexOf("\n", lineStart);
    if (end === -1 || end >= offset) break;
    line += 1;
    lineStart = end + 1;
  }
  const mark = line === 1 && offset > 0 && text.startsWith("\ufeff") ? 1 : 0;
  return { line, column: offset - lineStart + 1 - mark };
}

/** Where the first match of a pattern begins; undefined when there is none. */
export function findTextPosition(text: string, pattern: RegExp): Position | undefined {
  const offset = text.search(pattern);
  return offset === -1 ? undefined : positionAt(text, offset);
}

/** The lines of a text, which end in LF or CR LF; a last line break begins no further line. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
