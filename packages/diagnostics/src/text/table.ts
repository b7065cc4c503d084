import { fitColumns } from "./column-widths.ts";
import { displayWidth } from "./display-width.ts";
import { breakCommand, breakLine } from "./line-breaks.ts";
import { showLine } from "./terminal-text.ts";

/** Rows of cells below a head; every row has as many cells as the head. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The heads of columns that hold commands, which people copy. Default: none. */
  readonly commands?: readonly string[];
}

/**
 * Rows of cells as lines in which the cells stand below each other, two blanks apart, by the columns that
 * they take on a terminal. Rows may be of different lengths. Every cell becomes one line that a terminal
 * shows as it is; no line ends in blanks. Where they do not fit into `width` columns, cells are broken at
 * blanks, or else each has a line of its own below the first of its row. Default: they always fit.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  width: number = Number.POSITIVE_INFINITY,
): string[] {
  const shown = rows.map((row) => row.map(showLine));
  return fitColumns(shown, { width }) ?? shown.flatMap((row) => stackCells(row, width));
}

/**
 * A table for a terminal, as lines: in columns, or where they do not fit, as a list of its rows, in which
 * every cell but the first stands behind its head.
 */
export function layOutTable(
  table: Table,
  width: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  const { commands = [] } = table;
  const head = table.head.map(showLine);
  const rows = table.rows.map((row) => row.map(showLine));
  const whole = table.head.map((name) => commands.includes(name));
  const columns = fitColumns([head, ...rows], { width, whole });
  if (columns !== undefined) return columns;
  return rows.flatMap((row, number) => [
    ...(number === 0 ? [] : [""]),
    ...listCells(row, { head, width, whole }),
  ]);
}

/** The same as one text. */
export function renderColumns(table: Table, width?: number): string {
  return `${layOutTable(table, width).join("\n")}\n`;
}

function stackCells(row: readonly string[], width: number): readonly string[] {
  const cells = row.map((cell, column) => (column === 0 ? cell : `  ${cell}`));
  return cells
    .filter((cell) => cell.trim() !== "")
    .flatMap((cell) => breakLine(cell, { width, indent: "    " }));
}

interface ListedRow {
  readonly head: readonly string[];
  readonly width: number;
  readonly whole: readonly boolean[];
}

function listCells(row: readonly string[], { head, width, whole }: ListedRow): readonly string[] {
  return row.flatMap((cell, column) => {
    if (cell === "") return [];
    if (column === 0) return breakLine(cell, { width, indent: "    " });
    const line = `  ${head[column] ?? ""}: ${cell}`;
    if (!whole[column]) return breakLine(line, { width, indent: "    " });
    if (displayWidth(line) <= width) return [line];
    return [
      `  ${head[column] ?? ""}:`,
      ...breakCommand(`    ${cell}`, { width, indent: "      " }),
    ];
  });
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
