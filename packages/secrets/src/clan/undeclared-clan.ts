import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import { findClanFolder } from "./clan-tree.ts";

/** What is said of the files of a clan of which nothing is declared: once for all of them. */
export interface UndeclaredClan {
  readonly paths: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Encrypted files that no rule is about, and that lie where clan puts its own. */
export function findUndeclaredClan(files: readonly FileStatus[]): UndeclaredClan {
  const paths = files.flatMap(({ file: { path, header }, rule }) =>
    header !== undefined && rule === undefined && findClanFolder(path) !== undefined ? [path] : [],
  );
  const folders = Map.groupBy(paths, findClanFolder);
  return {
    paths: new Set(paths),
    diagnostics: [...folders].map(([folder = "", own]) => createUndeclared(folder, own)),
  };
}

function createUndeclared(folder: string, paths: readonly string[]): Diagnostic {
  const [file = ""] = [...paths].sort(compareNames);
  const count = paths.length === 1 ? "1 file" : `${paths.length} files`;
  const message = `No rule says who may decrypt ${count} that clan seems to keep, such as ${quote(file)}.`;
  const declared = JSON.stringify(folder === "" ? "." : folder.slice(0, -1));
  const ignored = JSON.stringify([`${folder}sops/**`, `${folder}vars/**`]);
  const help = `Declare \`secrets: { clanFolder: ${declared} }\`: who reads them is then what clan's links say. Or have them passed over: \`ignore: ${ignored}\`.`;
  return secretsCodes.create("no-rule", message, { file, help });
}
