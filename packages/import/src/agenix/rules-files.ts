import type { Diagnostic } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { decodeText, readLocalFile } from "@fleet/project/internal";
import { importCodes } from "../codes.ts";
import type { NamingFile } from "./key-names.ts";
import { joinPath } from "./rule-paths.ts";

/** A `secrets.nix` that may be one of agenix. */
export interface RulesFile {
  /** The file, or the folder of that name. */
  readonly path: string;
  /** It, and the files that it names, and so on: in which keys may have names. */
  readonly sources: readonly NamingFile[];
}

/** The text of a file below the root; undefined where there is none that can be read. */
export type ReadText = (path: string) => string | undefined;

/** So many files are followed from one `secrets.nix`. */
const mostSources = 50;

/** Looks for every `secrets.nix` that speaks of public keys, by itself or in a file that it names; in order. */
export function findRulesFiles(
  paths: ReadonlySet<string>,
  readText: ReadText,
): readonly RulesFile[] {
  return [...paths].sort().flatMap((file) => {
    const [path] = /^(?:.*\/)?secrets\.nix(?=$|\/default\.nix$)/s.exec(file) ?? [];
    if (path === undefined) return [];
    const sources = followSources(file, paths, readText);
    const isOfAgenix = sources.some(({ text }) => text.includes("publicKeys"));
    return isOfAgenix ? [{ path, sources }] : [];
  });
}

function followSources(
  first: string,
  paths: ReadonlySet<string>,
  readText: ReadText,
): readonly NamingFile[] {
  const sources = new Map<string, NamingFile>();
  const wanted = [first];
  for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
    if (sources.has(path) || sources.size >= mostSources) continue;
    const text = readText(path);
    if (text === undefined) continue;
    sources.set(path, { path, text });
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
    for (const [named] of text.matchAll(/\.\.?\/[\w./+-]+/g)) {
      const inner = joinPath(folder, named);
      if (inner === undefined) continue;
      const file = [inner, `${inner}/default.nix`].find(
        (one) => one.endsWith(".nix") && paths.has(one),
      );
      if (file !== undefined) wanted.push(file);
    }
  }
  return [...sources.values()];
}

/** Reads texts below a root, and tells of each file called `secrets.nix` why it cannot be read. */
export function createTextReader(
  disk: Disk,
  root: string,
): { readonly readText: ReadText; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string | undefined>();
  const read = (path: string) => {
    const file = readLocalFile(disk, { root, path: `${root}/${path}`, name: path });
    if (file.ok) return decodeText(file.bytes);
    if (/(?:^|\/)secrets\.nix$/.test(path)) {
      const { message, help = "" } = file.diagnostic;
      diagnostics.push(importCodes.create("unread-agenix", message, { file: path, help }));
    }
    return undefined;
  };
  const readText = (path: string) => {
    if (!texts.has(path)) texts.set(path, read(path));
    return texts.get(path);
  };
  return { readText, diagnostics };
}
