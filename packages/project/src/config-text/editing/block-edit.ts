import type { Json } from "../config-text-types.ts";
import { type Notation, renderValue } from "../style/render-value.ts";
import { isBlockValue, renderBlock } from "../style/render-yaml.ts";
import type { TextChange } from "../text-change.ts";
import {
  behindBreak,
  blankLineAbove,
  isBlankLine,
  isFirstOnLine,
  lineEnd,
  lineIndent,
  lineStart,
} from "../text-lines.ts";
import type { ContainerNode, Entry, Item } from "../tree/text-tree.ts";

/** A part of a block to write: a key with its value, or an item. */
export interface BlockPart {
  readonly key: string | undefined;
  readonly value: Json;
}

/** Writes a part of a block, of which the first line begins behind `indent`. */
export function renderPart({ key, value }: BlockPart, notation: Notation, indent: string): string {
  const { style } = notation;
  const head = key === undefined ? "-" : `${notation.key(key)}:`;
  if (!isBlockValue(value, style)) return `${head} ${renderInline(value, notation)}`;
  const isList = Array.isArray(value);
  if (key !== undefined) {
    const inner = indent + (isList && !style.indentsLists ? "" : style.unit);
    return head + joinLines(renderBlock(value, style), style.newline, inner);
  }
  return `- ${renderBlock(value, style).join(`${style.newline}${indent}  `)}`;
}

function joinLines(lines: readonly string[], newline: string, indent: string): string {
  return lines.map((line) => `${newline}${indent}${line}`).join("");
}

function renderInline(value: Json, notation: Notation, near?: string): string {
  if (typeof value !== "object" || value === null) return notation.scalar(value, near);
  return renderValue(value, notation, { indent: "", column: 0, layout: "line" });
}

/** Adds a part to a block behind those before an index. */
export function insertBlockPart(
  text: string,
  { container, index }: { readonly container: ContainerNode; readonly index: number },
  write: { readonly part: BlockPart; readonly notation: Notation },
): TextChange[] {
  const { newline } = write.notation.style;
  const [first] = container.parts;
  const before = container.parts[index - 1];
  if (first === undefined) return [];
  const indent = columnIndent(text, first.start);
  const rendered = renderPart(write.part, write.notation, indent);
  if (before === undefined) {
    return [{ start: first.start, end: first.start, text: `${rendered}${newline}${indent}` }];
  }
  const at = lineEnd(text, before.end);
  const isLast = index === container.parts.length;
  const gap = isLast && hasBlankLines(text, container) ? newline : "";
  return [{ start: at, end: at, text: `${gap}${newline}${indent}${rendered}` }];
}

/** Space up to the column of an offset: of what stands behind a dash, that is no space. */
function columnIndent(text: string, offset: number): string {
  if (isFirstOnLine(text, offset)) return lineIndent(text, offset);
  const before = text.slice(lineStart(text, offset), offset).replace(/^\ufeff/, "");
  return before.replace(/[^\t]/g, " ");
}

function hasBlankLines(text: string, { parts }: ContainerNode): boolean {
  const later = parts.slice(1);
  return later.length > 0 && later.every(({ start }) => blankAboveComments(text, start));
}

/** Whether an empty line stands above a part and its comments. */
function blankAboveComments(text: string, start: number): boolean {
  let at = lineStart(text, start);
  while (at > 0) {
    const above = lineStart(text, at - 1);
    const line = text.slice(above, at).trim();
    if (!line.startsWith("#")) return line === "";
    at = above;
  }
  return false;
}

/** Takes a part out of a block that keeps others; undefined where that would take a comment along. */
export function removeBlockPart(
  text: string,
  container: ContainerNode,
  index: number,
): TextChange[] | undefined {
  const part = container.parts[index];
  const next = container.parts[index + 1];
  if (part === undefined) return undefined;
  if (!isFirstOnLine(text, part.start)) {
    if (next === undefined || text.slice(part.end, next.start).trim() !== "") return undefined;
    return [{ start: part.start, end: next.start, text: "" }];
  }
  const end = lineEnd(text, part.end);
  const behind = behindBreak(text, end);
  const blank = blankLineAbove(text, part.start);
  const isSetApart = blank !== undefined && (next === undefined || isBlankLine(text, behind));
  const start = isSetApart ? blank : lineStart(text, part.start);
  if (behind > end || start === 0)
    return [{ start: Math.max(start, markLength(text)), end: behind, text: "" }];
  // Where the last line does not end, the break before it goes instead.
  return [{ start: lineEnd(text, start - 1), end, text: "" }];
}

function markLength(text: string): number {
  return text.startsWith("\ufeff") ? 1 : 0;
}

/** Puts another value behind a colon or a dash of a block. */
export function replaceBlockValue(
  text: string,
  part: Entry | Item,
  write: { readonly value: Json; readonly notation: Notation },
): TextChange[] {
  const { value, notation } = write;
  const { style } = notation;
  const { headEnd, value: old } = part;
  const isEntry = "keyRange" in part;
  const isBelow = text.slice(headEnd, old.start).includes("\n");
  const indent = columnIndent(text, part.start);
  // Comments between the key and its value stay.
  const below = isBelow ? lineEnd(text, lineStart(text, old.start) - 1) : old.end;
  if (isEntry && isBlockValue(value, style)) {
    const inner = indent + (Array.isArray(value) && !style.indentsLists ? "" : style.unit);
    const lines = joinLines(renderBlock(value, style), style.newline, inner);
    const end = lineEnd(text, old.end);
    if (isBelow) return [{ start: below, end: old.end, text: lines }];
    return [
      { start: headEnd, end: old.end, text: "" },
      { start: end, end, text: lines },
    ];
  }
  const near = old.kind === "data" ? text[old.start] : undefined;
  const inline = isBlockValue(value, style)
    ? renderBlock(value, style).join(`${style.newline}${indent}  `)
    : renderInline(value, notation, near);
  if (!isBelow && old.end > old.start) return [{ start: old.start, end: old.end, text: inline }];
  const cut = { start: below, end: old.end, text: "" };
  const added = { start: headEnd, end: headEnd, text: ` ${inline}` };
  return isBelow ? [added, cut] : [added];
}
