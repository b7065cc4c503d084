import { quote } from "@fleet/diagnostics";
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  visit,
  type YAMLMap,
} from "yaml";
import { topKeys } from "./known-keys.ts";

/** Something that readers of YAML take differently, and where: a node, or a line from 1. */
export interface Disagreement {
  readonly at: unknown;
  readonly line?: number;
  readonly message: string;
}

/**
 * What this reader of YAML and sops's (go.yaml.in/yaml/v3 3.0.4) would not take for the same: then nobody
 * but sops can say who reads what. What people write without meaning to test that is not among it.
 */
export function* findDisagreements(
  text: string,
  documents: readonly Document[],
): Iterable<Disagreement> {
  yield* oddCharacters(text);
  yield* oddLines(text);
  if (documents.length > 1) {
    const message = "It holds several documents, of which sops reads the first alone.";
    yield { at: documents[1]?.contents, message };
  }
  const [document] = documents;
  if (document !== undefined) yield* oddNodes(text, document);
}

/**
 * To sops a line ends at a carriage return, NEL, LS or PS, too, also in a comment (yamlprivateh.go); other
 * controls it refuses, and marks of byte order it passes over (readerc.go).
 */
function* oddCharacters(text: string): Iterable<Disagreement> {
  const odd = /\r(?!\n)|(?![\t\n\r])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]/u.exec(text);
  if (odd === null) return;
  const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const message = `It holds the invisible character U+${code}, which sops may take for a line break.`;
  yield { at: undefined, line: lineAt(text, odd.index), message };
}

/** `%YAML 1.2` sops refuses, and `%TAG` gives names another meaning. Tabs it refuses in more places. */
function* oddLines(text: string): Iterable<Disagreement> {
  const tab = /^(?!#)(?:(?!\s#)[^\n])*?\t/m.exec(text);
  if (tab !== null) {
    const line = lineAt(text, tab.index);
    yield { at: undefined, line, message: "It holds a tab, which sops refuses in most places." };
  }
  const directive = /^%.*/m.exec(text);
  if (directive === null) return;
  const message = `It holds the directive ${quote(directive[0])}.`;
  yield { at: undefined, line: lineAt(text, directive.index), message };
}

function* oddNodes(text: string, document: Document): Iterable<Disagreement> {
  const found: Disagreement[] = [];
  visit(document, {
    // Of all kinds: a visitor of maps beside it would take them away from it.
    Node(_, node, path) {
      if (isAlias(node)) return;
      const messages = [
        node.tag === undefined ? undefined : `It holds the tag ${quote(node.tag)}.`,
        describeAnchor({ text, document }, node, path),
      ];
      for (const message of messages) if (message !== undefined) found.push({ at: node, message });
      if (isMap(node)) found.push(...secondMerges(node));
    },
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value !== null) return;
      const message = "A key of a mapping is empty, an alias, a list or a mapping.";
      found.push({ at: key ?? value, message });
    },
  });
  yield* found;
}

function secondMerges({ items }: YAMLMap): Disagreement[] {
  const merges = items.filter(({ key }) => isScalar(key) && key.value === "<<");
  if (merges.length < 2) return [];
  return [{ at: merges[1]?.key, message: 'sops refuses a second "<<" in a mapping.' }];
}

/** What sops takes otherwise of an anchor: it reads letters, digits, "_" and "-" alone (scannerc.go, is_alpha). */
function describeAnchor(
  { text, document }: { readonly text: string; readonly document: Document },
  node: Node,
  path: readonly unknown[],
): string | undefined {
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor === undefined || /^[A-Za-z0-9_-]+$/.test(anchor)) return undefined;
  if (!/^[A-Za-z0-9_-]+:$/.test(anchor)) {
    return `sops refuses the anchor ${quote(anchor)}, and with it the file.`;
  }
  const isTitled = isTitle(node, path) && isBelow(text, { node, anchor }, path);
  if (isTitled && !isNamed(document, anchor, path)) return undefined;
  return `To sops the anchor ${quote(anchor)} is the key of a mapping.`;
}

/**
 * Whether `- &users:` with a list or mapping below it is but a title among the keys, as many people write it. To
 * sops that is a mapping with an anchored empty key, to this reader an anchor with a colon: the anchors below it
 * are the same to both. It has to stand in a list, where sops reads anchors alone.
 */
function isTitle(node: Node, path: readonly unknown[]): boolean {
  const [, root, pair] = path;
  if (!isMap(root) || !isPair(pair) || !isScalar(pair.key)) return false;
  if (topKeys.some((key) => isScalar(pair.key) && pair.key.value === key)) return false;
  const around = path.slice(3);
  const isInLists = around.every((one) => isSeq(one) && one.flow !== true);
  const [first] = isCollection(node) ? node.items : [];
  return around.length > 0 && isInLists && isCollection(node) && first !== undefined;
}

/**
 * Whether what is titled stands no further to the left than the title: to sops that is a key, and what stands before its
 * column is not its value. Where the same letters stand several times before it, all of them count.
 */
function isBelow(
  text: string,
  { node, anchor }: { readonly node: Node; readonly anchor: string },
  path: readonly unknown[],
): boolean {
  const around = path.findLast(isSeq)?.range?.[0];
  const content = node.range?.[0];
  if (around === undefined || content === undefined) return false;
  const least = columnOf(text, content) + (isMap(node) ? 0 : 1);
  for (let at = text.indexOf(`&${anchor}`, around); at !== -1 && at < content; ) {
    if (columnOf(text, at) >= least) return false;
    at = text.indexOf(`&${anchor}`, at + 1);
  }
  return true;
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf("\n", offset - 1);
}

/** Whether something is told by the anchor, with its colon or without, or by one around it. */
function isNamed(document: Document, anchor: string, path: readonly unknown[]): boolean {
  const around = path.flatMap((one) =>
    isCollection(one) && one.anchor !== undefined ? [one.anchor] : [],
  );
  const names = new Set([anchor, ...around].flatMap((name) => [name, name.replace(/:$/, "")]));
  let isFound = false;
  visit(document, {
    Alias(_, { source }) {
      if (!names.has(source)) return;
      isFound = true;
      return visit.BREAK;
    },
  });
  return isFound;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/**
 * Makes all single values texts, as they are written: sops takes numbers and dates for texts where it wants
 * texts, and this reader would lose digits of them. What is null stays so.
 */
export function keepSpelling(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (node.value === null || typeof node.value === "string") return;
      node.value = node.source ?? String(node.value);
    },
  });
}

/** The line that a node begins on, from 1. */
export function lineOf(node: unknown, lines: LineCounter): number | undefined {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return range === undefined || range === null ? undefined : lines.linePos(range[0]).line;
}
