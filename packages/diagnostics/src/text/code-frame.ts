import type { styleText } from "node:util";
import { holdsPrivateKey } from "../secret-text.ts";
import { type Position, splitLines } from "./line-column.ts";
import { showLine } from "./terminal-text.ts";

/** Colours a text, or does not. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** What fits beside the line numbers. */
const lineWidth = 100;

/**
 * The line at a position with the one before it, and a mark below the column. Empty where there is
 * no such line, and for a text that holds a private key, of which no line is ever shown.
 */
export function renderCodeFrame(text: string, { line, column }: Position, paint: Paint): string[] {
  if (holdsPrivateKey(text)) return [];
  const lines = splitLines(text);
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const gutter = String(line).length;
  const from = Math.max(0, column - 1 - Math.floor(lineWidth * 0.7));
  const before = lines[line - 2];
  const number = (value: string) => paint("dim", `${value.padStart(gutter)} |`);
  const mark = " ".repeat(showPart(marked, from, column - 1).length);
  return [
    ...(before === undefined || before.trim() === ""
      ? []
      : [`${number(String(line - 1))} ${showPart(before, from, from + lineWidth)}`]),
    `${number(String(line))} ${showPart(marked, from, from + lineWidth)}`,
    `${number("")} ${mark}${paint("red", "^")}`,
  ];
}

function showPart(line: string, from: number, to: number): string {
  return showLine(line.slice(from, to).replaceAll("\t", "  "));
}
