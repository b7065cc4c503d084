import type { Cure, Diagnostic, Path } from "@fleet/diagnostics";
import { quote, shellPath, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { type Surroundings, submoduleOf } from "../surroundings.ts";
import { findModuleSource, type ModuleSource } from "./module-sources.ts";

/** Two files where only one can count. */
export function ambiguous(first: string, second: string, path: Path): Diagnostic {
  return coreCodes.create(
    "ambiguous-file",
    `Both ${quote(first)} and ${quote(second)} exist, and only one of them can count.`,
    { path, help: "Move the content of one into the other, and delete it." },
  );
}

/** A module that has to be in one of some places. */
export interface MissingPlace {
  readonly paths: readonly string[];
  /** Whose it is, as a message begins. */
  readonly what: string;
  readonly path: Path;
}

/** There is no file: because nobody made it, or because what it lies in is a link or a submodule that is empty. */
export function missing(
  { paths, what, path }: MissingPlace,
  surroundings: Surroundings,
): Diagnostic {
  const broken = findBrokenLink(paths, path, surroundings);
  if (broken !== undefined) return broken;
  const files = paths.map(quote).join(" or ");
  const message = `${what} has no file: there is no ${files}.`;
  const absent = paths.flatMap((candidate) => {
    const submodule = submoduleOf(candidate, surroundings);
    return submodule?.isThere === false ? [submodule.path] : [];
  });
  if (absent[0] !== undefined) {
    const help = `Run: git submodule update --init -- ${shellWord(absent[0])}`;
    return coreCodes.create("missing-file", message, { path, help });
  }
  const source = findModuleSource(paths, surroundings);
  if (source !== undefined)
    return missingSource(`${what} has no file: there is no ${files}`, path, source);
  const [file = ""] = paths;
  const help = `Create ${quote(file)}. The least it can hold is: { }`;
  return coreCodes.create("missing-file", message, { path, help, cure: creation(file) });
}

/** There is none where it has to be, but its text is to be had. */
function missingSource(begin: string, path: Path, source: ModuleSource): Diagnostic {
  const { why, help, cure } = source;
  const about = cure === undefined ? { path, help } : { path, help, cure };
  return coreCodes.create("missing-file", `${begin}${why}.`, about);
}

/** What makes a module that says nothing. An empty file would be none. */
function creation(file: string): Cure {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  const module = { command: "echo '{ }' | tee", operands: [shellPath(file)] };
  return [{ command: "mkdir -p", operands: [shellPath(folder)] }, module];
}

/** The finding that paths lead through a link that Nix cannot follow. */
export function findBrokenLink(
  paths: readonly string[],
  path: Path,
  { brokenLinks = new Map<string, string>() }: Surroundings,
): Diagnostic | undefined {
  for (const [link, why] of brokenLinks) {
    const isBehind = paths.some((one) => one === link || one.startsWith(`${link}/`));
    if (isBehind) return brokenLink(link, why, path);
  }
  return undefined;
}

/** A module is a link that Nix cannot follow; `why` goes on behind "is a link that". */
export function brokenLink(link: string, why: string, path: Path): Diagnostic {
  return coreCodes.create("broken-link", `${quote(link)} is a link that ${why}.`, {
    path,
    help: "Put the file itself there, or a link with a path from where it is to inside of the repository.",
  });
}

/** A module that the declaration names is not there. */
export function missingModule(module: string, path: Path, surroundings: Surroundings): Diagnostic {
  const source = findModuleSource([module, `${module}/default.nix`], surroundings);
  if (source !== undefined) {
    return missingSource(`The module ${quote(module)} does not exist`, path, source);
  }
  return coreCodes.create("missing-file", `The module ${quote(module)} does not exist.`, {
    path,
    help: "Create the file, or correct the path; it is taken from the fleet's root.",
  });
}
