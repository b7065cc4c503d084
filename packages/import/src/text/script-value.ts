import { displayWidth } from "@fleet/diagnostics";
import { quoteJson } from "@fleet/project/internal";
import { type Remarks, renderComment } from "./script-remarks.ts";

/** Where a value goes. */
export interface ScriptFrame {
  /** The keys and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  /** The blanks that its line begins with. */
  readonly indent: string;
  /** How much of its line is before it. */
  readonly column: number;
  /** The constant that stands for a text in a value's place; undefined for none. */
  readonly nameOf: (text: string) => string | undefined;
  readonly noted: Remarks;
}

/** The columns of a line, as in this project's own configs. */
const lineWidth = 100;

/** Writes data as TypeScript, with the comments that belong to it. */
export function renderScriptValue(value: unknown, frame: ScriptFrame): string {
  if (typeof value !== "object" || value === null) return renderScalar(value, frame);
  if (Object.keys(value).length === 0) return Array.isArray(value) ? "[]" : "{}";
  if (!frame.noted.isWithin(frame.path) && !needsLines(value, frame.path)) {
    const line = renderOnLine(value, frame);
    // A comma or bracket follows.
    if (frame.column + displayWidth(line) < lineWidth) return line;
  }
  return Array.isArray(value) ? renderList(value, frame) : renderObject(value, frame);
}

/**
 * What is easier to read on lines of its own: a section and what has parts in it, and lists of several objects, which
 * formatters break.
 */
function needsLines(value: object, path: ScriptFrame["path"]): boolean {
  const parts = Object.values(value);
  if (Array.isArray(value)) return parts.length > 1 && parts.every(isBroken);
  if (path.length === 0 || (path.length === 1 && !shortSections.has(String(path[0])))) return true;
  const isOfSection = path.length === 2 && (path[0] === "users" || path[0] === "hosts");
  return isOfSection && (parts.length > 3 || parts.some(holdsParts));
}

/** These hold settings and no entries, and may be as short as they are. */
const shortSections: ReadonlySet<string> = new Set(["layout", "defaults", "policy"]);

/** Whether formatters put each item on a line of its own, where all are like it. */
function isBroken(item: unknown): boolean {
  return typeof item === "object" && item !== null && Object.keys(item).length > 1;
}

function holdsParts(part: unknown): boolean {
  return typeof part === "object" && part !== null && Object.values(part).some(isObject);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function renderObject(value: object, frame: ScriptFrame): string {
  const indent = `${frame.indent}  `;
  const gap = frame.path.length === 0 ? "\n" : "";
  const parts = Object.entries(value).map(([key, part]) => {
    const path = [...frame.path, key];
    return `${comment(frame, path, indent)}${indent}${renderEntry([key, part], { ...frame, path, indent })},\n`;
  });
  return `{\n${parts.join(gap)}${frame.indent}}`;
}

function renderList(value: readonly unknown[], frame: ScriptFrame): string {
  const indent = `${frame.indent}  `;
  const parts = value.map((part, index) => {
    const path = [...frame.path, index];
    const inner = { ...frame, path, indent, column: indent.length };
    return `${comment(frame, path, indent)}${indent}${renderScriptValue(part, inner)},\n`;
  });
  return `[\n${parts.join("")}${frame.indent}]`;
}

function comment({ noted }: ScriptFrame, path: ScriptFrame["path"], indent: string): string {
  return noted
    .at(path)
    .flatMap((remark) => renderComment(remark, indent))
    .map((line) => `${line}\n`)
    .join("");
}

/** Keys shorter than this keep a long text beside them, as formatters have it. */
const shortKey = 5;

function renderEntry([key, value]: readonly [string, unknown], frame: ScriptFrame): string {
  const head = renderKey(key);
  const column = frame.indent.length + displayWidth(head) + 2;
  const text = renderScriptValue(value, { ...frame, column });
  const isLong = typeof value === "string" && column + displayWidth(text) >= lineWidth;
  return isLong && displayWidth(head) >= shortKey && frame.nameOf(value) === undefined
    ? `${head}:\n${frame.indent}  ${text}`
    : `${head}: ${text}`;
}

function renderKey(key: string): string {
  // Without brackets it would be the prototype, and no data.
  if (key === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoteJson(key);
}

function renderOnLine(value: unknown, frame: ScriptFrame): string {
  if (Array.isArray(value)) return `[${value.map((part) => renderOnLine(part, frame)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return renderScalar(value, frame);
  const parts = Object.entries(value).map(
    ([key, part]) => `${renderKey(key)}: ${renderOnLine(part, frame)}`,
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function renderScalar(value: unknown, { nameOf }: Pick<ScriptFrame, "nameOf">): string {
  if (typeof value === "string") return nameOf(value) ?? quoteJson(value);
  const isPlain = typeof value === "number" || typeof value === "boolean";
  return isPlain ? quoteJson(value) : "null";
}
