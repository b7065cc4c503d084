import { isRecord } from "../keys/plain.ts";
import {
  breakFile,
  hasTwoBlocks,
  noBlock,
  type ParsedFile,
  resemblesSops,
  withoutBlock,
} from "../tree/parsed-file.ts";
import { tokenBeginning } from "../tree/sealed-token.ts";
import { toBranch } from "../tree/value-tree.ts";
import { parseJsonText } from "./json-text.ts";

/**
 * Reads a JSON file of sops, or the envelope of a binary one. From 3.13 on sops stops reading behind the
 * closing brace, and before it took names without case: nothing of the kind is taken here.
 */
export function parseJsonFile(text: string, format: "json" | "binary"): ParsedFile {
  // Any text may be binary; only what looks like an envelope is one.
  if (!looksEncrypted(text, format)) return noBlock;
  const parsed = parseJsonText(text);
  if (!parsed.ok) {
    if (!parsed.isDouble)
      return breakFile("It is no JSON; it may be cut off, or go on behind its end.");
    return countTopLevel(text, "sops") > 1
      ? hasTwoBlocks()
      : breakFile("A key stands twice in one mapping.");
  }
  const root = parsed.value;
  if (!isRecord(root)) return breakFile("It is no JSON object.");
  const entries = Object.entries(root);
  const similar = entries.find(([key]) => resemblesSops(key));
  if (similar !== undefined) {
    return breakFile(
      "A key differs from `sops` only in case, which some versions of sops pass over.",
    );
  }
  if (!Object.hasOwn(root, "sops")) {
    return text.includes(tokenBeginning) ? withoutBlock : noBlock;
  }
  const content = toBranch(entries.filter(([key]) => key !== "sops"));
  if (content === undefined)
    return breakFile("It is nested too deep, or holds a number beyond all bounds.");
  if (format === "binary" && (entries.length !== 2 || typeof root["data"] !== "string")) {
    return breakFile("Beside its sops block it has not the one text `data` of a binary file.");
  }
  return { kind: "encrypted", block: root["sops"], contents: [content] };
}

/** Whether sops could find a block in a text; any text may hold the word, but not behind a brace. */
function looksEncrypted(text: string, format: "json" | "binary"): boolean {
  if (format === "binary" && !/^[ \t\r\n]*\{/.test(text)) return false;
  return text.includes(tokenBeginning) || /sops|\\u/i.test(text);
}

/** How often a key stands in the outermost mapping of a JSON text. */
function countTopLevel(text: string, key: string): number {
  let depth = 0;
  let count = 0;
  for (const [token, name, colon] of text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}[\]]/gs)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (depth === 1 && name === key && colon !== undefined) count += 1;
  }
  return count;
}
