import type { Json } from "../config-text-types.ts";
import { isObject } from "../tree/static-value.ts";
import type { TextStyle } from "./text-style.ts";

/** How the atoms of a format are written. */
export interface Notation {
  readonly style: TextStyle;
  /** `near` is the first unit of what stands there now, for its quotes. */
  scalar(value: string | number | boolean | null, near?: string): string;
  key(key: string): string;
}

/** Where a value goes. */
export interface Frame {
  /** The space that its line begins with. */
  readonly indent: string;
  /** How much of its line is before it. */
  readonly column: number;
  /** `line`: on one line, whatever its length. `lines`: its parts on lines of their own. */
  readonly layout: "line" | "lines" | "fit";
}

/** Writes a value in brackets, on one line where it fits. */
export function renderValue(value: Json, notation: Notation, frame: Frame): string {
  if (typeof value !== "object" || value === null) return notation.scalar(value);
  const line = renderLine(value, notation);
  const kind = isObject(value) ? "object" : "list";
  const fits = notation.style.folds[kind] && frame.column + line.length < notation.style.lineWidth;
  const isEmpty = Object.keys(value).length === 0;
  if (isEmpty || frame.layout === "line" || (frame.layout === "fit" && fits)) return line;
  return renderLines(value, notation, frame.indent);
}

/** Writes a key with its value. */
export function renderEntry(
  [key, value]: readonly [string, Json],
  notation: Notation,
  frame: Frame,
): string {
  const head = `${notation.key(key)}:${notation.style.colon}`;
  return head + renderValue(value, notation, { ...frame, column: frame.column + head.length });
}

function renderLine(value: Json, notation: Notation): string {
  const { padding, comma } = notation.style;
  const frame = { indent: "", column: 0, layout: "line" } as const;
  if (!isObject(value) && !isList(value)) return renderValue(value, notation, frame);
  const parts = isObject(value)
    ? Object.entries(value).map((entry) => renderEntry(entry, notation, frame))
    : value.map((item) => renderLine(item, notation));
  const [open, close] = isObject(value) ? ["{", "}"] : ["[", "]"];
  if (parts.length === 0) return `${open}${close}`;
  const pad = padding[isObject(value) ? "object" : "list"];
  return `${open}${pad}${parts.join(`,${comma}`)}${pad}${close}`;
}

function renderLines(value: Json, notation: Notation, indent: string): string {
  const { unit, newline, hasTrailingComma } = notation.style;
  const inner = indent + unit;
  const frame = { indent: inner, column: inner.length, layout: "fit" } as const;
  const parts = isObject(value)
    ? Object.entries(value).map((entry) => renderEntry(entry, notation, frame))
    : isList(value)
      ? value.map((item) => renderValue(item, notation, frame))
      : [];
  const [open, close] = isObject(value) ? ["{", "}"] : ["[", "]"];
  const lines = parts.map((part) => `${newline}${inner}${part}`).join(",");
  return `${open}${lines}${hasTrailingComma ? "," : ""}${newline}${indent}${close}`;
}

/** Whether data is a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
