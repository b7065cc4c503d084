import { describeThrown } from "@fleet/diagnostics";
import type { ParseError } from "jsonc-parser";
import { dirname, isAbsolute, join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { Disk } from "../world/disk.ts";
import { packageFolders } from "./installed-types.ts";

/** Names or patterns of files, and the folder from which they are written. */
export interface FileList {
  readonly folder: string;
  readonly entries: readonly string[];
}

/** What a `tsconfig.json` says with all that it extends, as far as it is about a config: https://www.typescriptlang.org/tsconfig/ */
export interface CompilerSettings {
  /** `compilerOptions`, each as the last file that sets it has it. */
  readonly options: ReadonlyMap<string, unknown>;
  /** Where modules are found, and the folder from which that is written. Default: nothing is mapped. */
  readonly paths?: { readonly folder: string; readonly entries: ReadonlyMap<string, string[]> };
  /** Default: not said. */
  readonly files?: FileList;
  readonly include?: FileList;
  readonly exclude?: FileList;
  /** What could not be read of it: then a part of what holds may be unknown. */
  readonly problems: readonly string[];
}

/** Nobody's settings are as large, in bytes, or extend as many files. */
const sizeLimit = 1024 * 1024;
const fileLimit = 64;

interface Reading {
  readonly disk: Disk;
  /** The folder of the file that everything begins with, which is `${configDir}`. */
  readonly root: string;
  /** The files on the way to this one. */
  readonly chain: readonly string[];
  /** How many more files are read: two that each name two more would come to very many. */
  readonly budget: { left: number };
}

/** Reads a `tsconfig.json` or `jsconfig.json` with all that it extends, as JSON with comments. */
export async function readCompilerSettings(disk: Disk, path: string): Promise<CompilerSettings> {
  return readFile(path, { disk, root: dirname(path), chain: [], budget: { left: fileLimit } });
}

async function readFile(path: string, reading: Reading): Promise<CompilerSettings> {
  const { disk, chain, budget } = reading;
  budget.left -= 1;
  const content = await parseFile(disk, path);
  if (typeof content === "string") return { options: new Map(), problems: [content] };
  const deeper = { ...reading, chain: [...chain, path] };
  const bases: CompilerSettings[] = [];
  for (const base of listTexts(content["extends"])) bases.push(await readBase(base, path, deeper));
  return [...bases, readOwn(content, dirname(path), reading.root)].reduce(overlay);
}

async function readBase(name: string, from: string, reading: Reading): Promise<CompilerSettings> {
  const found = findBase(reading.disk, name, dirname(from));
  const isCircle = found !== undefined && reading.chain.includes(found);
  const isTooMuch = reading.budget.left <= 0;
  if (found !== undefined && !isCircle && !isTooMuch) return readFile(found, reading);
  const why =
    found === undefined ? "which is not there" : isCircle ? "in a circle" : "and so many others";
  return { options: new Map(), problems: [`it extends ${JSON.stringify(name)}, ${why}`] };
}

/** The file that `extends` means: by its path, or in a package. */
function findBase(disk: Disk, name: string, folder: string): string | undefined {
  const places = /^\.{0,2}\//.test(name)
    ? [isAbsolute(name) ? name : join(folder, name)]
    : packageFolders(folder).map((packages) => join(packages, name));
  return places
    .flatMap((place) => [place, `${place}.json`, `${place}/tsconfig.json`])
    .find((place) => disk.follow(place)?.kind === "file");
}

type Json = Readonly<Record<string, unknown>>;

/** The content of a file, or what is wrong with it. */
async function parseFile(disk: Disk, path: string): Promise<Json | string> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  try {
    const entry = disk.follow(path);
    // Whoever reads a pipe waits for its other end.
    if (entry?.kind !== "file") return "it is no file";
    if (entry.size > sizeLimit) return "it is far too large";
    const errors: ParseError[] = [];
    const text = decodeText(disk.read(path)).replace(/^\ufeff/, "");
    const content: unknown = parse(text, errors, { allowTrailingComma: true });
    const [first] = errors;
    // TypeScript takes an empty file for one that says nothing.
    if (text.trim() === "") return {};
    if (first !== undefined) return `it is no JSON (${printParseErrorCode(first.error)})`;
    return isObject(content) ? content : "it holds no object";
  } catch (error) {
    return `it cannot be read: ${describeThrown(error)}`;
  }
}

/** What a file says itself. */
function readOwn(content: Json, folder: string, root: string): CompilerSettings {
  const options = isObject(content["compilerOptions"]) ? content["compilerOptions"] : {};
  const base = options["baseUrl"];
  const fill = (text: string) => text.replace(/^\$\{configDir\}/, root);
  const paths = isObject(options["paths"])
    ? {
        folder: typeof base === "string" ? resolveFrom(folder, fill(base)) : folder,
        entries: new Map(
          Object.entries(options["paths"]).map(([name, to]) => [name, listTexts(to).map(fill)]),
        ),
      }
    : undefined;
  const list = (key: string): FileList | undefined =>
    Array.isArray(content[key])
      ? { folder, entries: listTexts(content[key]).map(fill) }
      : undefined;
  const files = list("files");
  const include = list("include");
  const exclude = list("exclude");
  return {
    options: new Map(Object.entries(options)),
    ...(paths === undefined ? {} : { paths }),
    ...(files === undefined ? {} : { files }),
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    problems: [],
  };
}

/** Later files count, key by key: a list or a map takes the place of the one before as a whole. */
function overlay(before: CompilerSettings, after: CompilerSettings): CompilerSettings {
  return {
    ...before,
    ...after,
    options: new Map([...before.options, ...after.options]),
    problems: [...before.problems, ...after.problems],
  };
}

function resolveFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function listTexts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
