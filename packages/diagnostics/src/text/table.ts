import { showLine } from "./terminal-text.ts";

/** Rows of cells below a head; every row has as many cells as the head. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table for a terminal, in columns. */
export function renderColumns({ head, rows }: Table): string {
  const shown = [head, ...rows].map((row) => row.map(showLine));
  // One by one: a function takes no more arguments than fit on the stack.
  const widths = head.map((_, column) =>
    shown.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const lines = shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** A table in Markdown, as GitHub shows it: cells are code, in which nothing has a meaning. */
export function renderMarkdown({ head, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const heads = head.map((cell) => (/^[a-z]+$/.test(cell) ? cell : quoteCell(cell)));
  const lines = rows.map((row) => line(row.map(quoteCell)));
  return `${[line(heads), `|${head.map(() => " --- ").join("|")}|`, ...lines].join("\n")}\n`;
}

function quoteCell(text: string): string {
  if (text === "") return "";
  const shown = showLine(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
