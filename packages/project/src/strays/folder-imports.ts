import { dirname, join } from "pathe";
import type { NixCode } from "./nix-code.ts";

/** What texts import without naming it, by folders relative to the root; the root itself is ".". */
export interface FolderImports {
  /** The folders that are read whole, or whose files are named by parts of paths. */
  readonly folders: Set<string>;
  /** Every path that stands in a text: that of a folder may be handed to what reads one. */
  readonly paths: Set<string>;
  /** The files that read a folder of which their texts do not say which it is. */
  readonly vague: Set<string>;
}

/** No folder yet. */
export function startFolderImports(): FolderImports {
  return { folders: new Set(), paths: new Set(), vague: new Set() };
}

/** The words of what reads folders. Nothing is looked for without an end: the texts may have been made to be slow. */
const readers = /\b(?:readDir|import-tree|listFilesRecursive|fileset\.toList|haumea|easy-hosts)\b/g;

/** What reads the folder of the flake unless it is told another. */
const rootReaders = /\b(?:blueprint|ezConfigs|snowfall|nixos-unified)\b/g;

/** What follows a word that only names an input of the flake, or an argument. */
const isOnlyName =
  /^[\w-]{0,50}\s{0,200}(?:=\s{0,200}\{\s{0,200}(?:url|inputs|flake)\b|\.(?:url|inputs|flake)\b|[,}?])/;

/** Where fleet is told the folder of the flake, of which it imports no more than the declaration says. */
const rootOfFleet =
  /\b(?:fleet\.root|(?:fleet\s{0,99}=|mkFleet)\s{0,99}\{[\s\S]{0,500}?\broot)\s{0,99}=\s{0,99}\.\/\./g;

const path = /(?<![\w./-])\.{1,2}(?:\/[\w.+-]{0,255}){1,50}(\$\{)?/g;
const ownPath = /\bself(?:\.outPath)?\}?(?:\s{0,200}\+\s{0,200}")?\/([\w.+/-]{0,500})(\$\{)?/g;
const ownRoot =
  /(?:=|\b(?:readDir|import-tree|listFilesRecursive))\s{0,200}(?:"\$\{)?(?:inputs\.)?self(?:\.outPath)?(?:\}"|\s{0,200}[;)])/;

/** Paths that are made of parts, beside those that begin with a folder. */
const vagueParts = [/\+\s{0,200}"\/[^"\n]{0,200}\$\{/, /\$\{[^}\n]{0,200}\}\.nix\b/];

const direct = /^\s{0,200}\(?\s{0,200}(\.{1,2}(?:\/[\w.+-]{0,255}){1,50})(?!\$)/;

/** Adds what one text, of a file relative to the root, imports without naming it. */
export function addFolderImports(file: string, nix: NixCode, imports: FolderImports): void {
  const { said, code } = nix;
  const { folders, vague } = imports;
  addPaths(dirname(file), nix, imports);
  for (const rest of listUses(code, readers)) {
    const read = direct.exec(rest)?.[1];
    if (read !== undefined) folders.add(trimSlash(join(dirname(file), read)));
    else vague.add(file);
  }
  if (listUses(code, rootReaders).length > 0) folders.add(".");
  if (vagueParts.some((pattern) => pattern.test(said))) vague.add(file);
}

function addPaths(
  folder: string,
  { said, code }: NixCode,
  { folders, paths }: FolderImports,
): void {
  for (const [whole, goesOn] of code.replace(rootOfFleet, "").matchAll(path)) {
    if (goesOn === undefined) paths.add(trimSlash(join(folder, whole)));
    else folders.add(withoutLast(join(folder, whole.slice(0, -goesOn.length))));
  }
  for (const [, own = "", goesOn] of said.matchAll(ownPath)) {
    if (goesOn === undefined) paths.add(trimSlash(join(".", own)));
    else folders.add(withoutLast(own));
  }
  if (ownRoot.test(said)) paths.add(".");
}

/** What follows the words, where they are used. */
function listUses(code: string, words: RegExp): string[] {
  return [...code.matchAll(words)]
    .map(({ 0: word, index }) => code.slice(index + word.length, index + word.length + 1000))
    .filter((rest) => !isOnlyName.test(rest));
}

/** The folder in which a file may be imported without being named: its own or one above it; undefined where there is none. */
export function importedWith(
  file: string,
  { folders, paths, vague }: FolderImports,
): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (folders.has(folder) || (vague.size > 0 && paths.has(folder))) return folder;
    if (folder === ".") return undefined;
  }
}

function trimSlash(path: string): string {
  const trimmed = path.replace(/\/$/, "");
  return trimmed === "" ? "." : trimmed;
}

/** The folder of a path that goes on. */
function withoutLast(path: string): string {
  return path.includes("/") ? trimSlash(path.slice(0, path.lastIndexOf("/"))) : ".";
}
