import type { Node } from "jsonc-parser";
import type { TextNode, TextTree } from "../tree/text-tree.ts";

/** Reads the tree of a JSON text that has no syntax error. */
export async function readJsonTree(text: string): Promise<TextTree> {
  const { parseTree } = await import("jsonc-parser");
  const hasMark = text.startsWith("\ufeff");
  const root = parseTree(hasMark ? ` ${text.slice(1)}` : text);
  return {
    text,
    code: text,
    root: root === undefined ? undefined : readNode(root),
    names: new Map(),
  };
}

function readNode(node: Node): TextNode {
  const { offset: start, children = [] } = node;
  const end = start + node.length;
  if (node.type === "array") {
    const parts = children.map((child) => {
      const value = readNode(child);
      return {
        start: value.start,
        end: value.end,
        form: "item" as const,
        value,
        headEnd: value.start,
      };
    });
    return { kind: "list", start, end, parts, isBlock: false };
  }
  if (node.type !== "object") return { kind: "data", start, end, value: node.value };
  const parts = children.flatMap(({ children: [key, value] = [] }) => {
    if (key === undefined || value === undefined) return [];
    const read = readNode(value);
    const keyRange = { start: key.offset, end: key.offset + key.length };
    const range = { start: keyRange.start, end: read.end, headEnd: read.start };
    return [{ ...range, form: "pair" as const, key: String(key.value), keyRange, value: read }];
  });
  return { kind: "object", start, end, parts, isBlock: false };
}
