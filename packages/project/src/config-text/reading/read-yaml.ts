import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Entry, Item, NamedNode, TextNode, TextTree } from "../tree/text-tree.ts";

/** Reads the tree of a YAML document that was parsed with its tokens. */
export function readYamlTree(text: string, document: Document): TextTree {
  const anchors: Anchors = { latest: new Map(), values: new Map(), aliased: new Set() };
  const { contents } = document;
  const root = isNode(contents) ? readNode(contents, 0, anchors) : undefined;
  const names = new Map<string, NamedNode>();
  for (const [id, value] of anchors.values) {
    const name = id.slice(0, id.lastIndexOf("@"));
    names.set(id, { value, name, isShared: anchors.aliased.has(id) });
  }
  return { text, code: text, root, names };
}

/** An anchor's name may be given anew, so its offset is part of its identity. */
interface Anchors {
  readonly latest: Map<string, string>;
  readonly values: Map<string, TextNode>;
  readonly aliased: Set<string>;
}

function readNode(node: Node | null, headEnd: number, anchors: Anchors): TextNode {
  const [start = headEnd, end = headEnd] = node?.range ?? [];
  if (isAlias(node)) {
    const target = anchors.latest.get(node.source) ?? "";
    anchors.aliased.add(target);
    return { kind: "name", start, end, target, keys: [] };
  }
  const anchor = isNode(node) && "anchor" in node ? node.anchor : undefined;
  const id = anchor === undefined ? undefined : `&${anchor}@${start}`;
  if (anchor !== undefined && id !== undefined) anchors.latest.set(anchor, id);
  const read = readValue(node, { headEnd, start, end }, anchors);
  if (id === undefined) return read;
  const named = { ...read, name: id };
  anchors.values.set(id, named);
  return named;
}

interface ValuePlace {
  readonly headEnd: number;
  readonly start: number;
  readonly end: number;
}

function readValue(
  node: Node | null,
  { headEnd, start, end }: ValuePlace,
  anchors: Anchors,
): TextNode {
  if (isMap(node)) return readMap(node, anchors);
  if (isSeq(node)) return readSeq(node, anchors);
  // Nothing is written: its place is behind the colon or the dash.
  if (start === end) return { kind: "data", start: headEnd, end: headEnd, value: null };
  const value: unknown = isScalar(node) ? node.value : undefined;
  const isBlockText = isScalar(node) && /^BLOCK_/.test(node.type ?? "");
  const place = { start, end: isBlockText ? trimmedEnd(node.srcToken, end) : end };
  const isData = value === null || ["string", "number", "boolean"].includes(typeof value);
  if (!isData) return { kind: "code", ...place };
  return { kind: "data", ...place, value: JSON.parse(JSON.stringify(value)) };
}

/** The end of a block of text without the line breaks that it ends with. */
function trimmedEnd(token: CST.Token | undefined, end: number): number {
  if (token?.type !== "block-scalar") return end;
  return end - (/\s*$/.exec(token.source)?.[0].length ?? 0);
}

function readMap(map: YAMLMap, anchors: Anchors): TextNode {
  const isBlock = map.flow !== true;
  const parts = map.items.map((pair) => readPair(pair, anchors));
  return { kind: "object", ...rangeOf(map, parts), parts, isBlock };
}

function rangeOf(
  { flow, range }: YAMLMap | YAMLSeq,
  parts: readonly { start: number; end: number }[],
): { start: number; end: number } {
  const [start = 0, end = 0] = range ?? [];
  // A block's own range goes on behind its last line.
  return flow === true ? { start, end } : { start, end: parts.at(-1)?.end ?? end };
}

function readPair({ key, value, srcToken }: Pair, anchors: Anchors): Entry {
  const [keyStart = 0, keyEnd = 0] = (isNode(key) ? key.range : undefined) ?? [];
  const keyRange = { start: keyStart, end: keyEnd };
  const props = srcToken?.start.filter(({ type }) => isProperty(type)) ?? [];
  const start = props[0]?.offset ?? keyStart;
  const headEnd = lastEnd(srcToken?.sep) ?? keyEnd;
  const read = readNode(isNode(value) ? value : null, headEnd, anchors);
  const isPlain =
    isScalar(key) &&
    srcToken !== undefined &&
    !props.some(({ type }) => type === "explicit-key-ind");
  const form = isMergeKey(key) ? "merge" : isPlain ? "pair" : "code";
  const name = form === "merge" || !isScalar(key) ? undefined : String(key.value ?? "");
  return {
    start,
    end: Math.max(read.end, headEnd),
    form,
    key: name,
    keyRange,
    value: read,
    headEnd,
  };
}

function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  return typeof key.value === "symbol" || (key.value === "<<" && key.type === "PLAIN");
}

function readSeq(seq: YAMLSeq, anchors: Anchors): TextNode {
  const token = seq.srcToken;
  const sources = token !== undefined && "items" in token ? token.items.filter(isItem) : [];
  const isCertain = sources.length === seq.items.length;
  const parts = seq.items.map((node, index) => readItem(node, sources[index], anchors));
  const range = rangeOf(seq, parts);
  // A pair in a list is an object without braces, which nobody writes.
  if (!isCertain || seq.items.some((item) => !isNode(item))) return { kind: "code", ...range };
  return { kind: "list", ...range, parts, isBlock: seq.flow !== true };
}

function isItem({ start, key, value }: CollectionItem): boolean {
  return (
    value !== undefined || key !== undefined || start.some(({ type }) => type === "seq-item-ind")
  );
}

type CollectionItem = CST.BlockSequence["items"][number] | CST.FlowCollection["items"][number];

function readItem(node: unknown, source: CollectionItem | undefined, anchors: Anchors): Item {
  const props = source?.start.filter(({ type }) => isProperty(type)) ?? [];
  const first = isNode(node) ? node.range?.[0] : undefined;
  const headEnd = lastEnd(props) ?? first ?? 0;
  const value = readNode(isNode(node) ? node : null, headEnd, anchors);
  const start = props[0]?.offset ?? value.start;
  return { start, end: Math.max(value.end, headEnd), form: "item", value, headEnd };
}

function isProperty(type: string): boolean {
  return ["anchor", "tag", "seq-item-ind", "explicit-key-ind", "map-value-ind"].includes(type);
}

/** The end of the last token that is more than space. */
function lastEnd(tokens: readonly CST.SourceToken[] = []): number | undefined {
  const last = tokens.findLast(({ type }) => isProperty(type));
  return last === undefined ? undefined : last.offset + last.source.length;
}
