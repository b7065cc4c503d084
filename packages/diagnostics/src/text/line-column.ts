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
  const starts = lineStarts(text);
  let low = 0;
  for (let high = starts.length - 1; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    // A line break belongs to the line that it ends.
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const lineStart = starts[low] ?? 0;
  const mark = low === 0 && offset > 0 && text.startsWith("\ufeff") ? 1 : 0;
  return { line: low + 1, column: offset - lineStart + 1 - mark };
}

/** The text that was asked about last: a file with thousands of mistakes is looked at once. */
let latest: { readonly text: string; readonly starts: readonly number[] } = {
  text: "",
  starts: [0],
};

function lineStarts(text: string): readonly number[] {
  if (latest.text !== text) {
    const starts = [0];
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
      starts.push(end + 1);
    }
    latest = { text, starts };
  }
  return latest.starts;
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
