import { quote } from "@fleet/diagnostics";
import {
  breakFile,
  hasTwoBlocks,
  noBlock,
  type ParsedFile,
  resemblesSops,
  withoutBlock,
} from "../tree/parsed-file.ts";
import { tokenBeginning } from "../tree/sealed-token.ts";
import type { TreeBranch, TreeComment, TreeEntry } from "../tree/value-tree.ts";
import { unflatten } from "./flat-block.ts";
import { type IniLine, oddLine, readIniLines } from "./ini-lines.ts";

/**
 * Reads an INI file of sops. Its library knows many ways to write a key or value, and drops what stands
 * behind them; only those are taken that sops writes itself.
 */
export function parseIniFile(text: string): ParsedFile {
  const { lines, trouble } = readIniLines(text);
  const names = lines.flatMap((line) => (line.kind === "section" ? [line.name] : []));
  if (!names.includes("sops")) {
    const similar = names.find(resemblesSops);
    if (similar !== undefined && text.includes(tokenBeginning)) {
      return breakFile(`It has a section ${quote(similar)}, and none of the name "sops".`);
    }
    return text.includes(tokenBeginning) ? withoutBlock : noBlock;
  }
  if (names.indexOf("sops") !== names.lastIndexOf("sops")) return hasTwoBlocks();
  if (trouble !== undefined) return trouble;
  return putTogether(lines);
}

interface Section {
  readonly name: string;
  readonly items: TreeBranch["items"][number][];
  readonly keys: Map<string, string>;
}

function putTogether(lines: readonly IniLine[]): ParsedFile {
  let section: Section = { name: "DEFAULT", items: [], keys: new Map() };
  const sections = [section];
  // A comment belongs to what follows it, and sops walks over it behind that.
  let comments: readonly TreeComment[] = [];
  for (const line of lines) {
    if (line.kind === "comment") comments = [joinComments(comments[0], line)];
    else {
      const [first] = comments;
      const isOfBlock =
        section.name === "sops" || (line.kind === "section" && line.name === "sops");
      if (isOfBlock && first !== undefined) {
        return breakFile("A comment stands in its sops block, where sops drops it.", first.line);
      }
      if (line.kind === "section") {
        section = { name: line.name, items: [...comments], keys: new Map() };
        sections.push(section);
      } else {
        if (section.keys.has(line.key))
          return breakFile("A key stands twice in one section.", line.line);
        if (section.name === "sops" && !plainForm.test(line.written)) return oddLine(line.line);
        section.keys.set(line.key, line.value);
        section.items.push({ kind: "entry", key: line.key, value: line.value }, ...comments);
      }
      comments = [];
    }
  }
  const [left] = comments;
  if (left !== undefined) {
    return breakFile("A comment stands at the end of the file, where sops drops it.", left.line);
  }
  return finish(sections);
}

/**
 * How sops writes what is in its block: as it is; in backticks for the sake of what would begin a comment;
 * from 3.13.0 to 3.13.1 in three quotes.
 */
const plainForm = /^(?:"""[^"]*"""|`[^`\n]*[;#][^`\n]*`|(?:[^\s"'`;#][^"`;#\n]*)?)$/;

/** To sops's library, comments that follow each other are one of several lines. */
function joinComments(before: TreeComment | undefined, next: TreeComment): TreeComment {
  if (before === undefined) return next;
  return { ...before, text: `${before.text}\n; ${next.text}` };
}

function finish(sections: readonly Section[]): ParsedFile {
  const flat = new Map(sections.find(({ name }) => name === "sops")?.keys);
  for (const [key, value] of flat) flat.set(key, value.replaceAll("\\n", "\n"));
  const unflattened = unflatten(flat);
  if (!unflattened.ok) return breakFile(unflattened.problem);
  const items = sections
    .filter(({ name }) => name !== "sops")
    .map(
      ({ name, items: below }): TreeEntry => ({
        kind: "entry",
        key: name,
        value: { kind: "branch", items: below },
      }),
    );
  return { kind: "encrypted", block: unflattened.block, contents: [{ kind: "branch", items }] };
}
