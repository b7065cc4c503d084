/** A line of a text, and whether another text has it not. */
export interface ChangedLine {
  readonly line: string;
  readonly isChanged: boolean;
}

/** The lines of a short text, with those marked that stand nowhere in another. */
export function changedLines(text: string, other: string): ChangedLine[] {
  const known = new Set(other.split("\n").map((line) => line.trim()));
  return text.split("\n").map((line) => ({ line, isChanged: !known.has(line.trim()) }));
}
