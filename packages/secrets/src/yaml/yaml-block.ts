import {
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { deepestNesting } from "../tree/value-tree.ts";
import { isOddScalar } from "./yaml-scalar.ts";

/** A sops block in plain values, or what in it is not as sops writes it, and where. */
export type ReadBlock =
  | { readonly ok: true; readonly block: unknown }
  | { readonly ok: false; readonly problem: string; readonly offset: number };

/** Turns the sops block of a YAML document into plain values. */
export function readYamlBlock(node: ParsedNode | null, depth = 0): ReadBlock {
  if (node === null) return { ok: true, block: null };
  const [offset] = node.range;
  const refuse = (problem: string): ReadBlock => ({ ok: false, problem, offset });
  if (depth > deepestNesting) return refuse("It is nested too deep.");
  if (node.tag !== undefined) return refuse("A tag stands in its sops block.");
  if (isMap(node)) return readMapping(node, depth);
  if (isSeq(node)) return readList(node, depth);
  if (!isScalar(node)) return refuse("An alias stands in its sops block.");
  return isDate(node)
    ? refuse("A date in its sops block stands there without quotes.")
    : { ok: true, block: node.value };
}

function readMapping(
  { items }: YAMLMap.Parsed<ParsedNode, ParsedNode | null>,
  depth: number,
): ReadBlock {
  const entries = new Map<string, unknown>();
  for (const { key, value } of items) {
    if (!isScalar(key) || typeof key.value !== "string" || key.tag !== undefined || isDate(key)) {
      const problem = "A key in its sops block is no text.";
      return { ok: false, problem, offset: key.range[0] };
    }
    if (entries.has(key.value)) {
      const problem = "A key stands twice in its sops block.";
      return { ok: false, problem, offset: key.range[0] };
    }
    const read = readYamlBlock(value, depth + 1);
    if (!read.ok) return read;
    entries.set(key.value, read.block);
  }
  return { ok: true, block: Object.fromEntries(entries) };
}

function readList({ items }: YAMLSeq.Parsed, depth: number): ReadBlock {
  const list: unknown[] = [];
  for (const item of items) {
    const read = readYamlBlock(item, depth + 1);
    if (!read.ok) return read;
    list.push(read.block);
  }
  return { ok: true, block: list };
}

/** Whether a scalar is a date to go-yaml, which JavaScript's parser has as a text. */
export function isDate({ type, value }: Scalar): boolean {
  return type === "PLAIN" && typeof value === "string" && isOddScalar(value);
}
