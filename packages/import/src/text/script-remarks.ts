import { breakLine, showLine } from "@fleet/diagnostics";
import type { Remark } from "../proposal/proposal.ts";

/** The comments of a declaration, by where they stand. */
export interface Remarks {
  /** Those right before a value. */
  readonly at: (path: Remark["path"]) => readonly Remark[];
  /** Whether there are any within a value, so that it needs lines of its own. */
  readonly isWithin: (path: Remark["path"]) => boolean;
}

/** Finds for each remark the value that it stands at: of one that is not there, the innermost around it that is. */
export function createRemarks(root: unknown, remarks: readonly Remark[]): Remarks {
  const remarksByPath = new Map<string, Remark[]>();
  const outer = new Set<string>();
  for (const remark of remarks) {
    const path = findPath(root, remark.path);
    const key = JSON.stringify(path);
    const known = remarksByPath.get(key) ?? [];
    if (!known.some(({ text }) => text === remark.text)) known.push(remark);
    remarksByPath.set(key, known);
    for (let end = 0; end < path.length; end++) outer.add(JSON.stringify(path.slice(0, end)));
  }
  return {
    at: (path) => remarksByPath.get(JSON.stringify(path)) ?? [],
    isWithin: (path) => outer.has(JSON.stringify(path)),
  };
}

function findPath(root: unknown, wanted: Remark["path"]): Remark["path"] {
  const path: (string | number)[] = [];
  let value = root;
  for (const step of wanted) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) break;
    path.push(Array.isArray(value) ? Number(step) : String(step));
    value = Reflect.get(value, step);
  }
  return path;
}

/** The columns of a comment: narrower than code, since it is prose. */
const commentWidth = 100;

/** What a tool would take for an order to itself. */
const pragma = /^[@#/]|^(?:biome|eslint|prettier|ts|c8|v8|istanbul)[-\s]/i;

/** A remark as lines of comments. What it says of other text cannot end a comment, nor be an order to a tool. */
export function renderComment({ text, isGuess }: Remark, indent: string): readonly string[] {
  const said = isGuess ? `guess: ${text}` : pragma.test(text.trimStart()) ? `note: ${text}` : text;
  const width = Math.max(40, commentWidth - indent.length - 3);
  return said
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .filter((line) => line.trim() !== "")
    .flatMap((line) => breakLine(showLine(line.trim()), { width }))
    .map((line) => `${indent}// ${line}`);
}
