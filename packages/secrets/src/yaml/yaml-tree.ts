import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseAllDocuments,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import {
  breakFile,
  hasTwoBlocks,
  lineAt,
  noBlock,
  type ParsedFile,
  resemblesSops,
} from "../tree/parsed-file.ts";
import { repeatsContent } from "../tree/repeated-content.ts";
import {
  deepestNesting,
  type TreeBranch,
  type TreeComment,
  type TreeList,
  type TreeValue,
} from "../tree/value-tree.ts";
import { readYamlBlock } from "./yaml-block.ts";
import { addKey, hasSops, readKey } from "./yaml-keys.ts";
import { complain, type Reading, takeComments } from "./yaml-reading.ts";
import { inspectTokens } from "./yaml-tokens.ts";

type YamlMap = YAMLMap.Parsed<ParsedNode, ParsedNode | null>;

/**
 * Reads YAML with a real parser: for files that people or other tools have written anew, and for what
 * sops writes beyond its usual layout. What readers of YAML may take for different things is refused.
 */
export function readYamlTree(text: string): ParsedFile {
  try {
    const { problem, comments } = inspectTokens(text);
    if (problem !== undefined) return problem;
    const options = {
      logLevel: "silent",
      prettyErrors: false,
      merge: false,
      uniqueKeys: false,
    } as const;
    const documents = parseAllDocuments(text, options);
    if (!Array.isArray(documents)) return noBlock;
    return readDocuments(documents, { text, comments, next: 0, trouble: undefined });
  } catch {
    // More brackets than the stack can hold.
    return breakFile("It is nested too deep.");
  }
}

/** sops reads the block of the first document, and writes it into each (stores/metadata.go). */
function readDocuments(
  documents: readonly Document.Parsed<ParsedNode>[],
  reading: Reading,
): ParsedFile {
  const read = documents.map((document) => readDocument(document, reading));
  if (reading.trouble !== undefined) return reading.trouble;
  const blocks = read.map(({ block }) => block);
  if (blocks.every((block) => block === undefined)) return noBlock;
  const [first] = blocks;
  if (first === undefined) return breakFile("Its first document has no sops block.");
  if (blocks.includes(undefined)) return breakFile("A further document in it has no sops block.");
  if (blocks.some((block) => JSON.stringify(block) !== JSON.stringify(first))) {
    return { ...breakFile("Its documents have not all the same sops block."), hasTwoBlocks: true };
  }
  const contents = read.map(({ content }) => content);
  // The checksum of sops is over all documents, so that it fits none that was appended once more.
  if (repeatsContent(contents)) return breakFile("A further document in it is a copy of another.");
  return { kind: "encrypted", block: first.block, contents };
}

interface ReadDocument {
  /** Undefined where there is none. */
  readonly block: { readonly block: unknown } | undefined;
  readonly content: TreeBranch;
}

const emptyDocument: ReadDocument = { block: undefined, content: { kind: "branch", items: [] } };

function readDocument(
  { errors, contents, range }: Document.Parsed<ParsedNode>,
  reading: Reading,
): ReadDocument {
  const [error] = errors;
  if (error !== undefined) {
    complain(reading, "It is no YAML.", error.pos[0]);
    return emptyDocument;
  }
  if (!isMap(contents)) {
    complain(reading, "A document in it is no mapping.", range[0]);
    return emptyDocument;
  }
  return readRoot(contents, { reading, end: range[2] });
}

function readRoot(
  contents: YamlMap,
  { reading, end }: { readonly reading: Reading; readonly end: number },
): ReadDocument {
  const items: TreeBranch["items"][number][] = [];
  let block: ReadDocument["block"];
  const keys = new Set<string>();
  for (const [index, pair] of contents.items.entries()) {
    const { start, key } = readKey(pair, reading);
    if (key === "sops" && keys.has(key)) {
      reading.trouble ??= hasTwoBlocks(lineAt(reading.text, start));
    } else addKey(keys, key, { reading, start });
    takeComments(reading, start, items);
    if (resemblesSops(key) || (key === "<<" && hasSops(pair.value))) {
      complain(reading, "A key may be `sops` to some versions of sops, and to others not.", start);
    }
    if (key !== "sops")
      items.push({ kind: "entry", key, value: readValue(pair.value, reading, 1) });
    else {
      const behind = contents.items[index + 1]?.key.range[0] ?? end;
      const inside: TreeComment[] = [];
      takeComments(reading, behind, inside);
      const [comment] = inside;
      if (comment !== undefined) {
        reading.trouble ??= breakFile(
          "A comment stands in its sops block, or behind it.",
          comment.line,
        );
      }
      const read = readYamlBlock(pair.value);
      if (read.ok) block = { block: read.block };
      else complain(reading, read.problem, read.offset);
    }
  }
  takeComments(reading, end, items);
  return { block, content: { kind: "branch", items } };
}

function readValue(value: ParsedNode | null, reading: Reading, depth: number): TreeValue {
  if (depth > deepestNesting) complain(reading, "It is nested too deep.", 0);
  else if (isMap(value)) return readBranch(value, reading, depth);
  else if (isSeq(value)) return readList(value, reading, depth);
  if (!isScalar(value)) return null;
  const { value: plain } = value;
  return typeof plain === "number" || typeof plain === "boolean" || plain === null
    ? plain
    : String(plain);
}

function readBranch(map: YamlMap, reading: Reading, depth: number): TreeBranch {
  const items: TreeBranch["items"][number][] = [];
  const keys = new Set<string>();
  for (const pair of map.items) {
    const { start, key } = readKey(pair, reading);
    addKey(keys, key, { reading, start });
    takeComments(reading, start, items);
    items.push({ kind: "entry", key, value: readValue(pair.value, reading, depth + 1) });
  }
  return { kind: "branch", items };
}

function readList(list: YAMLSeq.Parsed, reading: Reading, depth: number): TreeList {
  const items: TreeList["items"][number][] = [];
  for (const item of list.items) {
    takeComments(reading, item.range[0], items);
    items.push(readValue(item, reading, depth + 1));
  }
  return { kind: "list", items };
}
