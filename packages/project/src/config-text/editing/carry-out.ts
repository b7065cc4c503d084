import type { Json } from "../config-text-types.ts";
import type { AddOperation, Operation } from "../planning/operation.ts";
import { type Frame, type Notation, renderEntry, renderValue } from "../style/render-value.ts";
import { isBlockValue, renderBlock } from "../style/render-yaml.ts";
import { isMultiLine } from "../style/style-samples.ts";
import type { TextChange } from "../text-change.ts";
import { lineIndent, lineStart } from "../text-lines.ts";
import type { Step } from "../tree/find-path.ts";
import { isObject } from "../tree/static-value.ts";
import type { Entry, Item, TextNode, TextTree } from "../tree/text-tree.ts";
import { insertBlockPart, removeBlockPart, renderPart, replaceBlockValue } from "./block-edit.ts";
import { insertPart } from "./bracket-insert.ts";
import { removePart } from "./bracket-remove.ts";
import type { CommentSyntax } from "./trivia.ts";

/** A text that is edited, and how it is written. */
export interface Draft {
  readonly tree: TextTree;
  readonly notation: Notation;
  readonly syntax: CommentSyntax;
  /** Whether blocks are possible. */
  readonly isYaml: boolean;
}

/** The changes of an operation; undefined where it cannot be done without touching something else. */
export function carryOut(draft: Draft, operation: Operation): TextChange[] | undefined {
  const { tree, syntax, notation } = draft;
  switch (operation.kind) {
    case "none":
      return [];
    case "refuse":
      return undefined;
    case "add":
      return add(draft, operation);
    case "replace":
      return replace(draft, operation.node, operation);
    case "remove": {
      const { container, index, owner } = operation;
      if (!container.isBlock) return removePart({ tree, container, syntax }, index);
      if (container.parts.length > 1) return removeBlockPart(tree.text, container, index);
      const value = container.kind === "object" ? {} : [];
      if (owner !== undefined) return replaceBlockValue(tree.text, owner.part, { value, notation });
      return replace(draft, container, { value, owner });
    }
    default:
      return operation satisfies never;
  }
}

function add(draft: Draft, operation: AddOperation): TextChange[] | undefined {
  const { tree, notation, syntax, isYaml } = draft;
  const { container, index, key, value, owner } = operation;
  if (container.isBlock) {
    return insertBlockPart(tree.text, { container, index }, { part: { key, value }, notation });
  }
  const isBlockPlace = isYaml && (owner === undefined || owner.container.isBlock);
  if (isBlockPlace && container.parts.length === 0 && container.end - container.start === 2) {
    const whole = key === undefined ? [value] : Object.fromEntries([[key, value]]);
    return replace(draft, container, { value: whole, owner });
  }
  const isOpen = opensLikeOthers(tree, container.parts, value);
  const render = (frame: Frame) =>
    key === undefined
      ? renderValue(value, notation, frame)
      : renderEntry([key, value], notation, frame);
  return insertPart({ tree, container, syntax }, { index, notation, render, isOpen });
}

/** Whether all other objects of a container have their parts on lines of their own. */
function opensLikeOthers(tree: TextTree, parts: readonly (Entry | Item)[], value: Json): boolean {
  const others = parts.flatMap(({ value: other }) =>
    other.kind === "object" && other.parts.length > 0 ? [other] : [],
  );
  return isObject(value) && others.length > 0 && others.every((other) => isMultiLine(tree, other));
}

function replace(
  { tree, notation, isYaml }: Draft,
  node: TextNode,
  { value, owner }: { readonly value: Json; readonly owner: Step | undefined },
): TextChange[] {
  const { text } = tree;
  if (isYaml && owner?.container.isBlock === true) {
    return replaceBlockValue(text, owner.part, { value, notation });
  }
  const { start, end } = node;
  const { style } = notation;
  if (isYaml && owner === undefined && isBlockValue(value, style)) {
    return [{ start, end, text: renderBlock(value, style).join(style.newline) }];
  }
  if (typeof value !== "object" || value === null) {
    return [{ start, end, text: notation.scalar(value, text[start]) }];
  }
  const others = owner?.container.parts.filter((part) => part !== owner.part) ?? [];
  const layout = opensLikeOthers(tree, others, value) ? "lines" : "fit";
  const frame = {
    indent: lineIndent(text, start),
    column: start - lineStart(text, start),
    layout,
  } as const;
  return [{ start, end, text: renderValue(value, notation, frame) }];
}

/** The text of a part for a person to write. */
export function renderForHand(
  { notation, isYaml }: Draft,
  [key, value]: readonly [string | undefined, Json],
): string {
  if (isYaml) return renderPart({ key, value }, notation, "");
  const frame = { indent: "", column: 0, layout: "fit" } as const;
  return key === undefined
    ? renderValue(value, notation, frame)
    : renderEntry([key, value], notation, frame);
}
