import type { Frame, Notation } from "../style/render-value.ts";
import { isMultiLine } from "../style/style-samples.ts";
import type { TextChange } from "../text-change.ts";
import { isFirstOnLine, lineIndent, lineStart } from "../text-lines.ts";
import { type Brackets, edgesOf, type PartEdges, restOfLine } from "./bracket-parts.ts";
import { readTrivia } from "./trivia.ts";

/** A part to add to a container in brackets. */
export interface Insertion {
  /** The index that it gets among the parts that are written. */
  readonly index: number;
  readonly notation: Notation;
  /** Writes the part. */
  readonly render: (frame: Frame) => string;
  /** Whether its own parts go on lines of their own, as those of its neighbours do. */
  readonly isOpen: boolean;
}

/** Adds a part, in the way the others are written. */
export function insertPart(brackets: Brackets, insertion: Insertion): TextChange[] {
  const { tree, container } = brackets;
  if (isMultiLine(tree, container)) return insertLine(brackets, insertion);
  if (container.parts.length === 0) return fillEmpty(brackets, insertion);
  return insertInLine(brackets, insertion);
}

function insertLine(brackets: Brackets, insertion: Insertion): TextChange[] {
  const { container } = brackets;
  const { style } = insertion.notation;
  const before = edgesOf(brackets, insertion.index - 1);
  const isLast = insertion.index === container.parts.length;
  const from = before?.stop ?? lastComment(brackets) ?? container.start + 1;
  const at = restOfLine(brackets, from) ?? from;
  const indent = innerIndent(brackets, style.unit);
  const layout = insertion.isOpen ? "lines" : "fit";
  const text = insertion.render({ indent, column: indent.length, layout });
  const hasComma = before === undefined ? style.hasTrailingComma : before.comma !== undefined;
  const gap = isLast && hasBlankLines(brackets) ? style.newline : "";
  const comma = !isLast || hasComma ? "," : "";
  return [
    ...missingComma(before),
    { start: at, end: at, text: `${gap}${style.newline}${indent}${text}${comma}` },
  ];
}

/** A comma behind the part before, where it has none. */
function missingComma(before: PartEdges | undefined): TextChange[] {
  if (before === undefined || before.comma !== undefined) return [];
  return [{ start: before.end, end: before.end, text: "," }];
}

/** Where the last comment of a container without parts ends. */
function lastComment({ tree, container, syntax }: Brackets): number | undefined {
  if (container.parts.length > 0) return undefined;
  const { trivia } = readTrivia(tree.code, container.start + 1, syntax);
  return trivia.findLast(({ kind }) => kind !== "space")?.end;
}

function innerIndent({ tree, container, syntax }: Brackets, unit: string): string {
  const { trivia } = readTrivia(tree.code, container.start + 1, syntax);
  const comment = trivia.find(
    ({ start, kind }) => kind !== "space" && isFirstOnLine(tree.code, start),
  );
  const first = container.parts[0] ?? comment;
  if (first !== undefined) return lineIndent(tree.text, first.start);
  return lineIndent(tree.text, container.start) + unit;
}

/** Whether all parts are set apart by empty lines. */
function hasBlankLines({ tree, container }: Brackets): boolean {
  const later = container.parts.slice(1);
  return (
    later.length > 0 &&
    later.every(({ start }, index) => {
      const between = tree.code.slice(container.parts[index]?.end ?? start, start);
      return /\n[ \t]*\r?\n/.test(between);
    })
  );
}

function fillEmpty(brackets: Brackets, { notation, render }: Insertion): TextChange[] {
  const { tree, container } = brackets;
  const { style } = notation;
  const comment = lastComment(brackets);
  const column = container.start - lineStart(tree.text, container.start);
  const outer = lineIndent(tree.text, container.start);
  if (comment !== undefined) {
    const text = ` ${render({ indent: outer, column, layout: "line" })}`;
    return [{ start: comment, end: comment, text }];
  }
  const pad = style.padding[container.kind];
  const line = render({ indent: outer, column, layout: "line" });
  const fits = style.folds[container.kind] && column + line.length < style.lineWidth - 4;
  const inside = { start: container.start + 1, end: container.end - 1 };
  if (fits) return [{ ...inside, text: `${pad}${line}${pad}` }];
  const indent = outer + style.unit;
  const text = render({ indent, column: indent.length, layout: "fit" });
  const comma = style.hasTrailingComma ? "," : "";
  return [{ ...inside, text: `${style.newline}${indent}${text}${comma}${style.newline}${outer}` }];
}

function insertInLine(brackets: Brackets, { index, notation, render }: Insertion): TextChange[] {
  const { tree, container } = brackets;
  const gap = notation.style.comma;
  const indent = lineIndent(tree.text, container.start);
  // What is too long for the line is broken behind its opening bracket: the line itself stays.
  const column = container.end - lineStart(tree.text, container.end);
  const text = render({ indent, column, layout: "fit" });
  const before = edgesOf(brackets, index - 1);
  if (before === undefined) {
    const start = container.parts[0]?.start ?? container.start + 1;
    return [{ start, end: start, text: `${text},${gap}` }];
  }
  const { comma, end, stop } = before;
  if (comma !== undefined) return [{ start: stop, end: stop, text: `${gap}${text},` }];
  // The last of several lines goes on a line of its own, though the first is not.
  const last = container.parts.at(-1)?.start ?? end;
  const isOwnLine = container.parts.length > 1 && isFirstOnLine(tree.code, last);
  const space = isOwnLine ? notation.style.newline + lineIndent(tree.text, last) : gap;
  return [{ start: end, end, text: `,${space}${text}` }];
}
