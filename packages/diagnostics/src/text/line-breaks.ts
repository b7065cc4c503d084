import { displayWidth } from "./display-width.ts";

/** What a reader copies or looks for as a whole: a run of characters in which quoted blanks are no end. */
const unit = /(?:`[^`\n]*`|"(?:[^"\\\n]|\\.)*"|(?<![\p{L}\p{N}])'[^'\n]*'|\S)+/gu;

const styles = /\p{Cc}\[[\d;]*m/gu;

/** How many columns a line takes that may hold the styles that `choosePaint` puts in. */
export function lineWidth(line: string): number {
  return displayWidth(line.replace(styles, ""));
}

/** The parts of a line that are never broken, none wider than `width` that can be broken at blanks. */
export function listUnits(line: string, width: number): readonly string[] {
  return [...line.matchAll(unit)].flatMap(([found]) =>
    lineWidth(found) > width ? (found.match(/\S+/g) ?? []) : [found],
  );
}

/** How a line is broken. */
export interface LineBreaks {
  /** The columns of every line; Infinity for no end. */
  readonly width: number;
  /** What every line but the first begins with. Default: nothing. */
  readonly indent?: string;
  /** What every line but the last ends with. Default: nothing. */
  readonly ending?: string;
}

/**
 * Breaks a line at blanks so that it fits. Nothing is broken within a word, which may be a path or a key, and
 * hardly ever within quotes: what is wider than all there is has a line of its own.
 */
export function breakLine(
  line: string,
  { width, indent = "", ending = "" }: LineBreaks,
): readonly string[] {
  if (lineWidth(line) <= width) return [line];
  const room = width - indent.length - ending.length;
  const lines: string[] = [];
  let current = /^ */.exec(line)?.[0] ?? "";
  let isEmpty = true;
  let end = current.length;
  for (const one of listUnits(line, room)) {
    const start = line.indexOf(one, end);
    const gap = line.slice(end, start);
    end = start + one.length;
    if (!isEmpty && lineWidth(`${current}${gap}${one}`) > width - ending.length) {
      lines.push(current);
      current = indent + one;
    } else {
      current += isEmpty ? one : gap + one;
    }
    isEmpty = false;
  }
  return [...lines.map((full) => full + ending), current];
}

/** A command in a shell, on several lines where it does not fit, so that it can be copied all the same. */
export function breakCommand(
  command: string,
  { width, indent = "" }: LineBreaks,
): readonly string[] {
  return breakLine(command, { width, indent, ending: " \\" });
}

/** The last part of a help: a command to its end. */
const command = /^(?<before>.*?\b[Rr]un: )(?<words>(?:fleet|git|sops|nix|mkdir|rm|sudo) [^`]*)$/;

/**
 * Breaks the lines of a text for people that are wider than a terminal. Lines go on further in than they
 * began. A command at the end stays one that can be copied, and so does a comment in code.
 */
export function fitText(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY) return text;
  return text
    .split("\n")
    .flatMap((line) => fitLine(line, width))
    .join("\n");
}

function fitLine(line: string, width: number): readonly string[] {
  if (lineWidth(line) <= width || /^\s*\/\/ /.test(line)) return [line];
  const blanks = /^ */.exec(line)?.[0].length ?? 0;
  const indent = " ".repeat(Math.min(Math.max(4, blanks + 2), Math.floor(width / 2)));
  const { before, words } = command.exec(line)?.groups ?? {};
  if (before === undefined || words === undefined) return breakLine(line, { width, indent });
  return [
    ...breakLine(before.trimEnd(), { width, indent }),
    ...breakCommand(indent + words, { width, indent: `${indent}  ` }),
  ];
}
