import type { CryptRuleDeclaration } from "@fleet/core/internal";
import { isRecord, type Plain } from "../keys/plain.ts";
import { parseBlockYaml } from "./block-yaml.ts";
import { createCryptTest, defaultCryptRule } from "./crypt-rule.ts";
import { type FileContents, wholeFileLimit } from "./file-contents.ts";
import { type FileFormat, formatOf } from "./file-format.ts";
import { findYamlBlock, firstYamlDocument } from "./metadata-block.ts";
import { parseJson, parseYaml } from "./text-tree.ts";

const sealed = "ENC[AES256_GCM,";

/** The type that sops gives back for a value; "plain" for one that is not encrypted. */
export type ValueType = "str" | "int" | "float" | "bool" | "bytes" | "time" | "comment" | "plain";

/**
 * The keys of all values in an encrypted file, nested ones joined by "/", as sops-nix names them, with
 * their types; they are readable without a key. Undefined when the file cannot be read, or is too large to be read for
 * this; a binary file holds the one value without a name.
 */
export function readSecretKeys({
  path,
  bytes,
  isTail = false,
}: FileContents): ReadonlyMap<string, ValueType> | undefined {
  if (isTail || bytes.length > wholeFileLimit) return undefined;
  const format = formatOf(path);
  if (format === "binary") return new Map([["", "str"]]);
  const tree = readTree(new TextDecoder().decode(bytes), format);
  return tree === undefined
    ? undefined
    : new Map([...leavesOf(tree, [])].map(([keys, value]) => [keys.join("/"), typeOf(value)]));
}

function typeOf(value: unknown): ValueType {
  const type = typeof value === "string" ? /^ENC\[.*,type:(\w+)\]$/.exec(value)?.[1] : undefined;
  return valueTypes.find((known) => known === type) ?? "plain";
}

const valueTypes = ["str", "int", "float", "bool", "bytes", "time", "comment"] as const;

/**
 * The encrypted values of a file by their keys, nested ones joined by a character that no key holds.
 * Undefined where `readSecretKeys` is, and of what cannot be parsed.
 */
export function readSealedValues({
  path,
  bytes,
  isTail = false,
}: FileContents): ReadonlyMap<string, string> | undefined {
  if (isTail || bytes.length > wholeFileLimit) return undefined;
  const tree = readTree(new TextDecoder().decode(bytes), formatOf(path));
  if (tree === undefined) return undefined;
  const values = new Map<string, string>();
  for (const [keys, value] of leavesOf(tree, [])) {
    if (typeof value === "string" && value.startsWith(sealed)) values.set(keys.join("\0"), value);
  }
  return values;
}

/**
 * The keys of values that are there to be read, although the file's own rule says to encrypt them.
 * Undefined where the file cannot be parsed.
 */
export function findPlaintext(
  text: string,
  {
    format,
    cryptRule = defaultCryptRule,
    root,
    start,
  }: {
    readonly format: FileFormat;
    readonly cryptRule: CryptRuleDeclaration | undefined;
    /** The content of the file, where it is read already. */
    readonly root?: unknown;
    /** Where the sops block of a YAML file begins, where that is known. */
    readonly start?: number | undefined;
  },
): string[] | undefined {
  if (format === "yaml" && isSealed(text, start)) return [];
  const isEncrypted = createCryptTest(format === "binary" ? defaultCryptRule : cryptRule);
  if (isEncrypted === undefined) return [];
  const tree = root === undefined ? readTree(text, format) : withoutSops(root);
  if (tree === undefined) return undefined;
  const bare: string[] = [];
  for (const [keys, value] of leavesOf(tree, [])) {
    const isText =
      typeof value === "string" ? value !== "" && !value.startsWith(sealed) : value !== null;
    if (isText && isEncrypted(keys.filter((key) => typeof key === "string")))
      bare.push(keys.join("/"));
  }
  return bare;
}

/** Whether every line before the sops block is plainly encrypted, a comment, or nothing but a key. */
function isSealed(text: string, blockStart: number | undefined): boolean {
  // Of several documents, the first is what counts; it may begin behind a line of its own.
  const document = text.startsWith("---") ? firstYamlDocument(text) : text;
  const end = blockStart ?? findYamlBlock(firstYamlDocument(text))?.start ?? 0;
  for (let start = 0; start < end; ) {
    const newline = document.indexOf("\n", start);
    if (!isSealedLine(document, start, newline)) return false;
    start = newline + 1;
  }
  return end > 0;
}

function isSealedLine(document: string, start: number, end: number): boolean {
  const at = document.indexOf(sealed, start);
  if (at !== -1 && at < end) {
    const before = document[at - 2];
    if (at > start + 1 && document[at - 1] === " " && (before === ":" || before === "-")) {
      return !startsStrangely.has(document[start] ?? "");
    }
  }
  const line = document.slice(start, end).trim();
  if (startsStrangely.has(line[0] ?? "")) return false;
  return line === "" || line.startsWith("#") || line.startsWith(sealed) || line.endsWith(":");
}

/** What begins no key or value in the layout that sops writes: a real parser has to look at it. */
const startsStrangely: ReadonlySet<string> = new Set("{}[]&*!|>%@`,?\t");

/** The values of a file without its sops block. */
function readTree(text: string, format: FileFormat): Plain | undefined {
  switch (format) {
    case "yaml":
      return readYamlTree(firstYamlDocument(text));
    case "json":
    case "binary":
      return withoutSops(parseJson(text));
    case "dotenv":
      return readLines(text, /^(?!sops_|#)([^=\n]+?)[ \t]*=(.*)$/gm);
    case "ini":
      return readIniTree(text);
    default:
      return format satisfies never;
  }
}

function readYamlTree(document: string): Plain | undefined {
  const block = findYamlBlock(document);
  const body =
    block === undefined ? document : document.slice(0, block.start) + document.slice(block.end);
  const fast = parseBlockYaml(body);
  if (fast !== undefined) return fast;
  return withoutSops(parseYaml(body).value);
}

function withoutSops(root: unknown): Plain | undefined {
  if (!isRecord(root)) return undefined;
  return Object.fromEntries(Object.entries(root).filter(([key]) => key !== "sops"));
}

function readLines(text: string, form: RegExp): Plain {
  return Object.fromEntries(
    [...text.matchAll(form)].map(([, key = "", value = ""]) => [key, value.trim()]),
  );
}

function readIniTree(text: string): Plain {
  const sections = text.split(/^(?=\[)/m).map((section): [string, Plain] => {
    const [, name = "DEFAULT"] = /^\[([^\]\n]*)\]/.exec(section) ?? [];
    return [name, readLines(section, /^[ \t]*(?![;#[])([^=\n]+?)[ \t]*=[ \t]*(.*)$/gm)];
  });
  return Object.fromEntries(sections.filter(([name]) => name !== "sops"));
}

type Keys = readonly (string | number)[];

function* leavesOf(value: unknown, keys: Keys): Iterable<[keys: Keys, value: unknown]> {
  if (keys.length > deepest) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* leavesOf(item, [...keys, index]);
  } else if (isRecord(value)) {
    for (const [key, below] of Object.entries(value)) yield* leavesOf(below, [...keys, key]);
  } else yield [keys, value];
}

/** Nobody nests secrets this deep; it keeps a hostile file from exhausting the stack. */
const deepest = 200;
