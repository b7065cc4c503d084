import { lineEnd } from "../text-lines.ts";
import type { ContainerNode, Entry, Item, TextTree } from "../tree/text-tree.ts";
import { type CommentSyntax, readTrivia, type Trivium } from "./trivia.ts";

/** A container in brackets, and what its text is. */
export interface Brackets {
  readonly tree: TextTree;
  readonly container: ContainerNode;
  readonly syntax: CommentSyntax;
}

/** A part of a container, with what belongs to it. */
export interface PartEdges {
  readonly start: number;
  /** Behind the value and its type. */
  readonly end: number;
  /** The offset of the comma behind it. */
  readonly comma: number | undefined;
  /** Behind the comma, or the end. */
  readonly stop: number;
}

/** The edges of the part at an index; undefined where there is none. */
export function edgesOf(
  { tree, container, syntax }: Brackets,
  index: number,
): PartEdges | undefined {
  const part: Entry | Item | undefined = container.parts[index];
  if (part === undefined) return undefined;
  let { end: behind } = readTrivia(tree.code, part.end, syntax);
  // The parentheses around a value are no part of it.
  while (tree.code[behind] === ")") behind = readTrivia(tree.code, behind + 1, syntax).end;
  const comma = tree.code[behind] === "," ? behind : undefined;
  const end = typedEnd(tree, part.end, behind);
  return { start: part.start, end, comma, stop: comma === undefined ? end : comma + 1 };
}

/** Types are blank in the code, and stand behind the value in the text. */
function typedEnd({ text, code }: TextTree, from: number, to: number): number {
  for (let at = to; at > from; at--) {
    if (text[at - 1] !== code[at - 1] || code[at - 1] === ")") return at;
  }
  return from;
}

/** Behind the comments that follow on the same line; undefined where something else does. */
export function restOfLine({ tree, syntax }: Brackets, from: number): number | undefined {
  const end = lineEnd(tree.code, from);
  if (end === tree.code.length) return undefined;
  const { end: behind } = readTrivia(tree.code, from, syntax);
  return behind > end ? end : undefined;
}

/** Where the space before an offset begins that may go with what stands there. */
export function spaceBefore({ tree, syntax }: Brackets, from: number, to: number): number {
  const { trivia } = readTrivia(tree.code, from, syntax);
  const before = trivia.filter(({ end }) => end <= to);
  const last: Trivium | undefined = before.findLast(({ kind }) => kind !== "space");
  if (last === undefined) return from;
  // What follows a comment to the end of its line must stay on another.
  return last.kind === "line-comment" ? to : last.end;
}
