import { quote } from "@fleet/diagnostics";
import { type Document, isAlias, isCollection, isScalar, type LineCounter, visit } from "yaml";

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
  if (document !== undefined) yield* oddNodes(document);
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

function* oddNodes(document: Document): Iterable<Disagreement> {
  const found: Disagreement[] = [];
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) return;
      const { tag, anchor } = node;
      if (tag !== undefined) found.push({ at: node, message: `It holds the tag ${quote(tag)}.` });
      // Letters, digits, "_" and "-" alone (scannerc.go, is_alpha).
      if (anchor !== undefined && !/^[A-Za-z0-9_-]+$/.test(anchor)) {
        const message = `sops refuses the anchor ${quote(anchor)}, and with it the file.`;
        found.push({ at: node, message });
      }
    },
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value !== null) return;
      const message = "A key of a mapping is empty, an alias, a list or a mapping.";
      found.push({ at: key ?? value, message });
    },
    Map(_, map) {
      const merges = map.items.filter(({ key }) => isScalar(key) && key.value === "<<");
      if (merges.length < 2) return;
      found.push({ at: merges[1]?.key, message: 'sops refuses a second "<<" in a mapping.' });
    },
  });
  yield* found;
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
