import { displayWidth, padToWidth } from "./display-width.ts";
import { showLine } from "./terminal-text.ts";

/** Rows of cells below a head; every row has as many cells as the head. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Rows of cells as lines in which the cells stand below each other, two blanks apart, by the columns that
 * they take on a terminal. Rows may be of different lengths. Every cell becomes one line that a terminal
 * shows as it is; no line ends in blanks.
 */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(showLine));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
    }
  }
  return shown.map((row) =>
    row
      .map((cell, column) => padToWidth(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** A table for a terminal, in columns. */
export function renderColumns({ head, rows }: Table): string {
  return `${alignColumns([head, ...rows]).join("\n")}\n`;
}

/**
 * A table in Markdown, as GitHub shows it: cells are code, in which nothing has a meaning, but for those
 * of the columns that `prose` names by their heads, whose texts are Markdown already. Default: none.
 */
export function renderMarkdown(
  { head, rows }: Table,
  { prose = [] }: { readonly prose?: readonly string[] } = {},
): string {
  const isProse = head.map((cell) => prose.includes(cell));
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const heads = head.map((cell) => (/^[a-z]+$/.test(cell) ? cell : quoteCell(cell)));
  const lines = rows.map((row) =>
    line(row.map((cell, column) => (isProse[column] ? escapeCell(cell) : quoteCell(cell)))),
  );
  return `${[line(heads), `|${head.map(() => " --- ").join("|")}|`, ...lines].join("\n")}\n`;
}

function quoteCell(text: string): string {
  if (text === "") return "";
  const shown = escapeCell(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

function escapeCell(text: string): string {
  return showLine(text).replaceAll("|", "\\|");
}
