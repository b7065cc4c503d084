import { displayWidth } from "./display-width.ts";

/** What a reader copies or looks for as a whole: a run of characters in which quoted blanks are no end. */
const unit = /(?:`[^`\n]*`|"(?:[^"\\\n]|\\.)*"|(?<![\p{L}\p{N}])'[^'\n]*'|\S)+/gu;

const styles = /\p{Cc}\[[\d;]*m/gu;

/** How many columns a line takes that may hold the styles that `choosePaint` puts in. */
export function lineWidth(line: string): number {
  return displayWidth(line.replace(styles, ""));
}

/** The same within a command, whose own quotes hold words together. */
const word = /(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\\.|[^\s"'\\])+/gu;

const programs =
  "fleet|git|sops|nix|mkdir|mv|cp|rm|cd|chmod|chsh|usermod|sudo|age|ssh|test|echo|printf|npm|npx|nixos-rebuild";

/** A command in a text, which a shell takes for two where it is broken without more. */
const quotedCommand = new RegExp(`^[^\\s\`]*\`(?:${programs}) .*\``, "u");

/** A part of a line that is never broken. */
interface Unit {
  readonly text: string;
  /** Whether a command goes on behind it, so that a line that ends here says so to the shell. */
  readonly goesOn: boolean;
}

function splitLine(line: string, width: number): readonly Unit[] {
  return [...line.matchAll(unit)].flatMap(([text]): readonly Unit[] => {
    if (lineWidth(text) <= width) return [{ text, goesOn: false }];
    const isCommand = quotedCommand.test(text);
    const parts = text.match(isCommand ? word : /\S+/gu) ?? [];
    return parts.map((part, index) => ({
      text: part,
      goesOn: isCommand && index < parts.length - 1,
    }));
  });
}

/** The parts of a line that are never broken, none wider than `width` that can be broken at blanks. */
export function listUnits(line: string, width: number): readonly string[] {
  return splitLine(line, width).map(({ text }) => text);
}

/** By which a shell sees that a command goes on. */
const continuation = " \\";

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
  let isOpen = false;
  let end = current.length;
  for (const { text, goesOn } of splitLine(line, room)) {
    const start = line.indexOf(text, end);
    const gap = line.slice(end, start);
    end = start + text.length;
    const needed = goesOn ? continuation.length : ending.length;
    if (!isEmpty && lineWidth(`${current}${gap}${text}`) > width - needed) {
      lines.push(isOpen ? current + continuation : current + ending);
      current = indent + text;
    } else {
      current += isEmpty ? text : gap + text;
    }
    isEmpty = false;
    isOpen = goesOn;
  }
  return [...lines, current];
}

/** A command in a shell, on several lines where it does not fit, so that it can be copied all the same. */
export function breakCommand(
  command: string,
  { width, indent = "" }: LineBreaks,
): readonly string[] {
  return breakLine(command, { width, indent, ending: continuation });
}

/** The last part of a help: a command to its end. */
const command = new RegExp(`^(?<before>.*?\\b[Rr]un: )(?<words>(?:${programs}) [^\`]*)$`);

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
