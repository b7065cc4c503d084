import { holdsPrivateKey } from "../secret-text.ts";
import { displayWidth } from "./display-width.ts";
import { type Position, splitLines } from "./line-column.ts";
import type { Paint } from "./paint.ts";
import { showLine } from "./terminal-text.ts";

/** What fits beside the line numbers, in UTF-16 code units. */
const lineWidth = 100;

/**
 * The line at a position with the one before it, and a mark below the column. Empty where there is
 * no such line, and for a text that holds a private key, of which no line is ever shown.
 */
export function renderCodeFrame(text: string, { line, column }: Position, paint: Paint): string[] {
  if (holdsPrivateKey(text)) return [];
  const lines = splitLines(text.replace(/^\ufeff/, ""));
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const gutter = String(line).length;
  const from = Math.max(0, column - 1 - Math.floor(lineWidth * 0.7));
  const before = lines[line - 2];
  const number = (value: string) => paint("dim", `${value.padStart(gutter)} |`);
  const mark = " ".repeat(displayWidth(showPart(marked, from, column - 1)));
  return [
    ...(before === undefined || before.trim() === ""
      ? []
      : [`${number(String(line - 1))} ${showPart(before, from, from + lineWidth)}`]),
    `${number(String(line))} ${showPart(marked, from, from + lineWidth)}`,
    `${number("")} ${mark}${paint("red", "^")}`,
  ];
}

/** A tab takes as many columns wherever it stands, so that the mark stands right below it. */
function showPart(line: string, from: number, to: number): string {
  return showLine(line.slice(from, to).replaceAll("\t", "  "));
}
