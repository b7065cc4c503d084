import { isRecord } from "../keys/plain.ts";
import { parseBlockYaml } from "./block-yaml.ts";
import type { FileFormat } from "./file-format.ts";
import { unflatten } from "./flat-metadata.ts";
import { parseJson, parseYaml } from "./text-tree.ts";

/** The sops block of a file: its content (with that of the file where it was read along), that there is none, that there are two, or why it cannot be read. */
export type MetadataBlock =
  | {
      readonly kind: "block";
      readonly metadata: unknown;
      readonly root?: unknown;
      /** Where it begins in the first YAML document, where that is known. */
      readonly start?: number;
    }
  | { readonly kind: "none" }
  | { readonly kind: "two" }
  | { readonly kind: "broken"; readonly problem: string };

const none: MetadataBlock = { kind: "none" };

/** Beyond this many characters a text is read only in the layout that sops itself writes. */
const slowLimit = 1024 * 1024;

/** Finds and reads the sops block, as far as possible without reading the rest. */
export function findMetadata(
  text: string,
  { format, isTail }: { readonly format: FileFormat; readonly isTail: boolean },
): MetadataBlock {
  switch (format) {
    case "yaml":
      return findInYaml(text);
    case "json":
    case "binary":
      return isTail ? findInJsonTail(text) : findInJson(text, format);
    case "dotenv":
      return findInDotenv(text);
    case "ini":
      return findInIni(text);
    default:
      return format satisfies never;
  }
}

/** The first document of a YAML stream: sops reads the metadata of that one (stores/yaml). */
export function firstYamlDocument(text: string): string {
  const start = text.startsWith("---") ? Math.max(text.indexOf("\n"), 0) : 0;
  const end = text.indexOf("\n---", start);
  return end === -1 ? text.slice(start) : text.slice(start, end + 1);
}

/** Where the sops block of a YAML document begins and ends; undefined when there is none of that form. */
export function findYamlBlock(document: string): { start: number; end: number } | undefined {
  const start = findYamlStart(document);
  return start === -1 ? undefined : { start, end: findYamlEnd(document, start) };
}

function findYamlStart(document: string): number {
  const found = document.lastIndexOf("\nsops:");
  if (found !== -1) return found + 1;
  return document.startsWith("sops:") ? 0 : -1;
}

function findYamlEnd(document: string, start: number): number {
  for (let newline = document.indexOf("\n", start); newline !== -1; ) {
    const next = document[newline + 1];
    if (next !== undefined && !endsNoBlock.has(next)) return newline + 1;
    newline = document.indexOf("\n", newline + 1);
  }
  return document.length;
}

/** What a line begins with that goes on with a block, or says nothing. */
const endsNoBlock: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r", "#"]);

function findInYaml(text: string): MetadataBlock {
  const document = firstYamlDocument(text);
  const start = findYamlStart(document);
  if (start === -1) return document.includes("sops") ? findInOtherYaml(document) : none;
  if (start > 0 && (document.startsWith("sops:") || document.indexOf("\nsops:") !== start - 1)) {
    return { kind: "two" };
  }
  // Where sops put it the block is the last thing in the file, so that its end need not be looked for.
  const last = parseBlockYaml(document.slice(start), { keepIndents: true });
  if (last !== undefined) return { kind: "block", metadata: last["sops"], start };
  const source = document.slice(start, findYamlEnd(document, start));
  const fast = parseBlockYaml(source, { keepIndents: true });
  return fast === undefined
    ? findInOtherYaml(source)
    : { kind: "block", metadata: fast["sops"], start };
}

/** By a real parser: for what people or other tools have written anew. */
function findInOtherYaml(source: string): MetadataBlock {
  if (source.length > slowLimit) {
    return {
      kind: "broken",
      problem: "It is too large to be read in another layout than sops writes.",
    };
  }
  const { value: root, problem } = parseYaml(source);
  if (problem !== undefined) return { kind: "broken", problem: `It is no YAML: ${problem}` };
  return isRecord(root) && Object.hasOwn(root, "sops")
    ? { kind: "block", metadata: root["sops"] }
    : none;
}

function findInJson(text: string, format: FileFormat): MetadataBlock {
  if (!text.includes('"sops"')) return none;
  const isOnlyOne = text.indexOf('"sops"') === text.lastIndexOf('"sops"');
  if (!isOnlyOne && countTopLevel(text, "sops") > 1) return { kind: "two" };
  const root = parseJson(text);
  if (!isRecord(root)) {
    // Any text may hold the word; only with a mac it was an envelope of sops.
    const wasEncrypted = text.trimStart().startsWith("{") && text.includes('"mac"');
    return wasEncrypted ? { kind: "broken", problem: "It is no JSON; it may be cut off." } : none;
  }
  if (!Object.hasOwn(root, "sops")) return none;
  if (format === "binary" && !Object.hasOwn(root, "data")) {
    return { kind: "broken", problem: "It has no `data`, as a binary file of sops does." };
  }
  return { kind: "block", metadata: root["sops"], root };
}

/** The block at the end, where sops writes it; whether there is a second one further up is not seen. */
function findInJsonTail(text: string): MetadataBlock {
  const starts = [...text.matchAll(/"sops"\s*:\s*(?=\{)/g)];
  const last = starts.at(-1);
  if (last === undefined) return none;
  const end = text.lastIndexOf("}");
  const metadata = parseJson(text.slice(last.index + last[0].length, end));
  return metadata === undefined
    ? { kind: "broken", problem: "Its sops block is no JSON, or not at the end." }
    : { kind: "block", metadata };
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

function findInDotenv(text: string): MetadataBlock {
  const flat = new Map<string, string>();
  for (const line of linesWith(text, "sops_")) {
    const equals = line.indexOf("=");
    const key = line.slice("sops_".length, equals === -1 ? undefined : equals);
    if (flat.has(key)) return { kind: "two" };
    flat.set(key, line.slice(equals + 1).replaceAll("\\n", "\n"));
  }
  return flat.size === 0 ? none : finishFlat(flat);
}

function* linesWith(text: string, prefix: string): Iterable<string> {
  let start = text.startsWith(prefix) ? 0 : text.indexOf(`\n${prefix}`) + 1;
  if (start === 0 && !text.startsWith(prefix)) return;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    if (text.startsWith(prefix, start)) yield text.slice(start, end).replace(/\r$/, "");
    start = end + 1;
  }
}

function findInIni(text: string): MetadataBlock {
  const sections = [...text.matchAll(/^\[sops\][ \t]*\r?$/gm)];
  const [section] = sections;
  if (section === undefined) return none;
  if (sections.length > 1) return { kind: "two" };
  const body = text.slice(section.index + section[0].length);
  const end = body.search(/^\[/m);
  const flat = new Map<string, string>();
  // Until 3.13.1 a value of several lines stood in three quotes.
  const entry = /^[ \t]*([^\s=;#]+)[ \t]*=[ \t]*(?:"""([\s\S]*?)"""|`([^`\n]*)`|([^\n]*))/gm;
  for (const [, key = "", block, quoted, line = ""] of (end === -1
    ? body
    : body.slice(0, end)
  ).matchAll(entry)) {
    if (flat.has(key)) return { kind: "two" };
    flat.set(key, block ?? (quoted ?? line.trimEnd()).replaceAll("\\n", "\n"));
  }
  return finishFlat(flat);
}

function finishFlat(flat: ReadonlyMap<string, string>): MetadataBlock {
  const metadata = unflatten(flat);
  return metadata === undefined
    ? { kind: "broken", problem: "The keys of its sops block contradict each other." }
    : { kind: "block", metadata };
}
