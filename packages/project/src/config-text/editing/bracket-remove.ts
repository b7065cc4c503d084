import type { TextChange } from "../text-change.ts";
import {
  behindBreak,
  blankLineAbove,
  isBlankLine,
  isFirstOnLine,
  lineStart,
} from "../text-lines.ts";
import {
  type Brackets,
  edgesOf,
  type PartEdges,
  restOfLine,
  spaceBefore,
} from "./bracket-parts.ts";
import { readTrivia } from "./trivia.ts";

/** Takes a part out. A comment on its own lines goes with it; one on another line stays. */
export function removePart(brackets: Brackets, index: number): TextChange[] {
  const { tree, container } = brackets;
  const edges = edgesOf(brackets, index);
  if (edges === undefined) return [];
  const before = edgesOf(brackets, index - 1);
  const isLast = index === container.parts.length - 1;
  if (container.parts.length === 1 && holdsNothingElse(brackets, edges)) {
    return [cut(container.start + 1, container.end - 1)];
  }
  const behind = restOfLine(brackets, edges.stop);
  if (behind !== undefined && isFirstOnLine(tree.code, edges.start)) {
    const end = behindBreak(tree.code, behind);
    const start = isLast || isBlankLine(tree.code, end) ? lineWithGap(brackets, edges) : undefined;
    return [
      ...loneComma(before, edges, isLast),
      cut(start ?? lineStart(tree.code, edges.start), end),
    ];
  }
  if (!isLast) return [cut(edges.start, spaceBehind(brackets, edges.stop))];
  const from = spaceBefore(brackets, before?.stop ?? container.start + 1, edges.start);
  return [...loneComma(before, edges, isLast), cut(from, edges.stop)];
}

function cut(start: number, end: number): TextChange {
  return { start, end, text: "" };
}

function holdsNothingElse({ tree, container }: Brackets, { start, stop }: PartEdges): boolean {
  const { code } = tree;
  return (
    (code.slice(container.start + 1, start) + code.slice(stop, container.end - 1)).trim() === ""
  );
}

/** The comma that would be the last, in a container without a comma behind its last part. */
function loneComma(before: PartEdges | undefined, edges: PartEdges, isLast: boolean): TextChange[] {
  if (!isLast || edges.comma !== undefined || before?.comma === undefined) return [];
  return [cut(before.comma, before.comma + 1)];
}

/** Of two empty lines around what is taken out one goes with it, and the one before what is last. */
function lineWithGap({ tree, container }: Brackets, { start }: PartEdges): number | undefined {
  const blank = blankLineAbove(tree.code, start);
  return blank !== undefined && blank > container.start ? blank : undefined;
}

function spaceBehind({ tree, syntax }: Brackets, from: number): number {
  const [first] = readTrivia(tree.code, from, syntax).trivia;
  return first?.kind === "space" ? first.end : from;
}
