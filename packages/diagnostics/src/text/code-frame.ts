import { holdsPrivateKey } from "../secret-text.ts";
import { displayWidth } from "./display-width.ts";
import { findHiddenLines } from "./hidden-lines.ts";
import { type Position, splitLines } from "./line-column.ts";
import type { Paint } from "./paint.ts";
import { showLine } from "./terminal-text.ts";

/** How a frame looks. */
export interface FrameLook {
  readonly paint: Paint;
  /** The columns that it may take. Default: as many as fit a line of 100 beside the line numbers. */
  readonly width?: number | undefined;
}

const defaultLine = 100;
const narrowestLine = 20;

/**
 * The line at a position with the one before it, and a mark below the column; an ellipsis stands for what
 * does not fit. Empty where there is no such line, and for a text that holds a private key, of which no line
 * is ever shown. A line that may hold a password or its hash is left out; with the marked one, the whole frame.
 */
export function renderCodeFrame(
  text: string,
  { line, column }: Position,
  { paint, width }: FrameLook,
): string[] {
  if (holdsPrivateKey(text)) return [];
  const lines = splitLines(text.replace(/^\ufeff/, ""));
  const marked = lines[line - 1];
  const hidden = findHiddenLines(text);
  if (marked === undefined || hidden.has(line)) return [];
  const gutter = String(line).length;
  const room =
    width === undefined ? defaultLine : Math.max(narrowestLine, width - gutter - " | ".length);
  const from = findStart(marked, column - 1, Math.floor(room * 0.7));
  const before = lines[line - 2];
  const number = (value: string) => paint("dim", `${value.padStart(gutter)} |`);
  // Of a very long line no more is looked at than can be shown.
  const show = (shown: string) => cutToWidth(showFrom(shown.slice(0, from + 4 * room), from), room);
  const lead = (from > 0 ? ellipsis : "") + showPart(marked.slice(from, column - 1));
  return [
    ...(before === undefined || before.trim() === "" || hidden.has(line - 1)
      ? []
      : [`${number(String(line - 1))} ${show(before)}`]),
    `${number(String(line))} ${show(marked)}`,
    `${number("")} ${" ".repeat(displayWidth(lead))}${paint("red", "^")}`,
  ];
}

const ellipsis = "…";

/** Where a line has to begin so that no more than so many columns come before the mark, in UTF-16 code units. */
function findStart(line: string, mark: number, room: number): number {
  let from = Math.max(0, mark - room);
  // Not in the middle of a character.
  if (/[\udc00-\udfff]/.test(line.charAt(from))) from += 1;
  while (displayWidth(showPart(line.slice(from, mark))) > room) {
    from += String.fromCodePoint(line.codePointAt(from) ?? 0).length;
  }
  return from;
}

function showFrom(line: string, from: number): string {
  return from > 0 && line !== "" ? ellipsis + showPart(line.slice(from)) : showPart(line);
}

/** As much of a line as fits, with an ellipsis for the rest. */
function cutToWidth(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  let shown = "";
  let taken = ellipsis.length;
  for (const character of line) {
    taken += displayWidth(character);
    if (taken > width) break;
    shown += character;
  }
  return shown + ellipsis;
}

/** A tab takes as many columns wherever it stands, so that the mark stands right below it. */
function showPart(text: string): string {
  return showLine(text.replaceAll("\t", "  "));
}
