import {
  breakFile,
  lineAt,
  noBlock,
  type ParsedFile,
  resemblesSops,
  withoutBlock,
} from "../tree/parsed-file.ts";
import { tokenBeginning } from "../tree/sealed-token.ts";
import { toBranch } from "../tree/value-tree.ts";
import { parseBlockYaml } from "./yaml-layout.ts";
import { readYamlTree } from "./yaml-tree.ts";

/** Beyond this many characters a text is read only in the layout that sops itself writes. */
const slowLimit = 4 * 1024 * 1024;

/**
 * Reads a YAML file of sops: every document, and all of each. It is one only where go-yaml in all its
 * versions and JavaScript's parser take every character for the same.
 */
export function parseYamlFile(source: string): ParsedFile {
  if (!mentionsSops(source)) return noBlock;
  const odd = oddCharacter.exec(source);
  if (odd !== null) {
    return breakFile(
      "It holds a line break or control character that not all readers of YAML take for the same.",
      lineAt(source, odd.index),
    );
  }
  const text = source.replaceAll("\r\n", "\n");
  if (tabAtEnd.test(text))
    return breakFile("A tab stands alone on a line, where go-yaml has none.");
  const fast = parseInLayout(text);
  if (fast !== undefined) return fast;
  if (text.length > slowLimit) {
    return breakFile("It is too large to be read in another layout than sops writes.");
  }
  const parsed = readYamlTree(text);
  if (parsed.kind !== "none") return parsed;
  return text.includes(tokenBeginning) ? withoutBlock : noBlock;
}

/**
 * Anything but tab, line feed and what go-yaml prints, with carriage returns only in front of line feeds
 * (yaml/readerc.go; NEL, LS and PS are line breaks to it, a byte order mark is passed over).
 */
const oddCharacter = /\r(?!\n)|[^\t\n\r -~\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/;

/** go-yaml takes a line of blanks for indentation at the beginning and end of a file, and that has no tabs. */
const tabAtEnd = /^\s*?\t|\n *\t\s*$/;

/** Escapes and tags can spell the word otherwise. */
function mentionsSops(text: string): boolean {
  return (
    /[s\u017f]ops/i.test(text) || text.includes(tokenBeginning) || /\\[ux]|!!binary/i.test(text)
  );
}

/** All of a file in the layout that sops writes, and without plain comments. */
function parseInLayout(text: string): ParsedFile | undefined {
  const start = text.startsWith("sops:\n") ? 0 : text.indexOf("\nsops:\n") + 1;
  if (start === 0 && !text.startsWith("sops:")) return undefined;
  // A comment in the block is for the real parser to refuse.
  if (text.includes("#", start)) return undefined;
  const root = parseBlockYaml(text);
  if (root === undefined || !Object.hasOwn(root, "sops")) return undefined;
  const entries = Object.entries(root);
  if (entries.some(([key]) => resemblesSops(key))) return undefined;
  const content = toBranch(entries.filter(([key]) => key !== "sops"));
  return content && { kind: "encrypted", block: root["sops"], contents: [content] };
}
