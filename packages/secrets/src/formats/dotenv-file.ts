import { quote } from "@fleet/diagnostics";
import {
  type BrokenFile,
  breakFile,
  foldCase,
  hasTwoBlocks,
  noBlock,
  type ParsedFile,
  withoutBlock,
} from "../tree/parsed-file.ts";
import { tokenBeginning } from "../tree/sealed-token.ts";
import type { TreeBranch } from "../tree/value-tree.ts";
import { unflatten } from "./flat-block.ts";

const prefix = "sops_";

/**
 * Reads a dotenv file as sops does (stores/dotenv): line by line, cut at the first `=`, without quotes or
 * trimming; a line without `=` is an error. Of the block only what sops writes itself is taken.
 */
export function parseDotenvFile(text: string): ParsedFile {
  const control = /[^\P{Cc}\t\n\r]|[\u2028\u2029\ufeff]/u.exec(text);
  const items: TreeBranch["items"][number][] = [];
  const flat = new Map<string, string>();
  let trouble: BrokenFile | undefined =
    control === null ? undefined : breakFile("It holds a control character, or an odd line break.");
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const number = index + 1;
    if (line.startsWith("#")) {
      items.push({ kind: "comment", text: line.slice(1), line: number });
      continue;
    }
    const equals = line.indexOf("=");
    if (equals === -1) {
      trouble ??= breakFile("A line is neither a comment nor has it a `=`.", number);
      continue;
    }
    const [key, value] = [line.slice(0, equals), line.slice(equals + 1)];
    if (!key.startsWith(prefix)) {
      items.push({ kind: "entry", key, value: value.replaceAll("\\n", "\n") });
      continue;
    }
    trouble ??= checkBlockLine(key, value, { flat, number });
    flat.set(key.slice(prefix.length), value.replaceAll("\\n", "\n"));
  }
  if (flat.size === 0) return judgeWithoutBlock(text);
  if (trouble !== undefined) return trouble;
  const unflattened = unflatten(flat);
  if (!unflattened.ok) return breakFile(unflattened.problem);
  return { kind: "encrypted", block: unflattened.block, contents: [{ kind: "branch", items }] };
}

function checkBlockLine(
  key: string,
  value: string,
  { flat, number }: { readonly flat: ReadonlyMap<string, string>; readonly number: number },
): BrokenFile | undefined {
  if (flat.has(key.slice(prefix.length))) return hasTwoBlocks(number);
  if (!/^\w+$/.test(key)) {
    return breakFile(`The key ${quote(key)} of its sops block is none that sops writes.`, number);
  }
  return value.includes("\r")
    ? breakFile("A line of its sops block ends in a carriage return.", number)
    : undefined;
}

/** Older versions of sops take `SOPS_mac` for what it is not. */
function judgeWithoutBlock(text: string): ParsedFile {
  if (!text.includes(tokenBeginning)) return noBlock;
  const isSimilar = foldCase(text).includes(`\n${prefix}`) || foldCase(text).startsWith(prefix);
  return isSimilar ? breakFile("Its sops block is written in capital letters.") : withoutBlock;
}
