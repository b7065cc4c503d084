import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { type Place, placePaths } from "./layout.ts";
import { quote } from "./suggestion.ts";

/** What must be known from outside of the declaration. All paths are relative to the fleet's root, parted by "/". */
export interface Surroundings {
  /** Every file under the root that could be referred to. */
  readonly files: ReadonlySet<string>;
  /** The files that git tracks, or undefined where the root is in no git repository. A flake sees no others. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** The text of those `wantedFiles` that exist. */
  readonly contents: ReadonlyMap<string, string>;
}

/** A Nix module, by its path from the fleet's root. */
export interface ModuleReference {
  readonly path: string;
}

/** The files whose content the resolution needs, in order, each once. */
export function wantedFiles(fleet: Fleet): string[] {
  const wanted = new Set<string>();
  for (const { sshKeys } of fleet.users.values()) {
    for (const key of sshKeys) if (typeof key === "object" && "file" in key) wanted.add(key.file);
  }
  return [...wanted].sort();
}

/** Looks for modules among the files that exist, and remembers what is wrong with what it found. */
export interface ModuleFinder {
  /** The file in a place of the layout; undefined when there is none. */
  find(place: Place, ids: { readonly [name: string]: string }, path: Path): string | undefined;
  /** The same, where its absence is an error at `path`; `owner` says whose it is. */
  require(
    place: Place,
    ids: { readonly [name: string]: string },
    owner: { readonly path: Path; readonly what: string; readonly example: string },
  ): string | undefined;
  /** Modules that the declaration names, which have to exist. */
  declared(modules: readonly string[], path: Path): string[];
  /** What was wrong, in the order in which it was met; each place once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A finder for one resolution. */
export function createModuleFinder(fleet: Fleet, surroundings: Surroundings): ModuleFinder {
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<string>();
  const report = (diagnostic: Diagnostic) => {
    const key = `${diagnostic.code} ${diagnostic.message}`;
    if (!reported.has(key)) diagnostics.push(diagnostic);
    reported.add(key);
  };
  const seen = (file: string, path: Path) => {
    if (surroundings.tracked?.has(file) === false) report(untracked(file, path));
    return file;
  };
  const find: ModuleFinder["find"] = (place, ids, path) => {
    const candidates = placePaths(fleet.layout, place, ids);
    const [file, second] = candidates.filter((candidate) => surroundings.files.has(candidate));
    if (file === undefined) return undefined;
    if (second !== undefined) report(ambiguous(file, second, path));
    return seen(file, path);
  };
  return {
    diagnostics,
    find,
    require: (place, ids, { path, what, example }) => {
      // A name that cannot be part of a path has been reported where it is declared.
      if (!Object.values(ids).every(isPathSegment)) return undefined;
      const file = find(place, ids, path);
      if (file === undefined)
        report(missing(placePaths(fleet.layout, place, ids), what, { path, example }));
      return file;
    },
    declared: (modules, path) =>
      modules.flatMap((module, index) => {
        const file = [module, `${module}/default.nix`].find((name) => surroundings.files.has(name));
        if (file === undefined) report(missingModule(module, [...path, index]));
        return file === undefined ? [] : [seen(file, [...path, index])];
      }),
  };
}

function untracked(file: string, path: Path): Diagnostic {
  return {
    code: "core/untracked-file",
    severity: "error",
    path,
    message: `git does not track ${quote(file)}, so a flake cannot see it.`,
    help: `Run: git add -- ${shellWord(file)}`,
  };
}

function ambiguous(first: string, second: string, path: Path): Diagnostic {
  return {
    code: "core/ambiguous-file",
    severity: "error",
    path,
    message: `Both ${quote(first)} and ${quote(second)} exist, and only one of them can count.`,
    help: "Move the content of one into the other, and delete it.",
  };
}

function missing(
  candidates: readonly string[],
  what: string,
  { path, example }: { readonly path: Path; readonly example: string },
): Diagnostic {
  const files = candidates.map(quote).join(" or ");
  return {
    code: "core/missing-file",
    severity: "error",
    path,
    message: `${what} has no file: there is no ${files}.`,
    help: `Create ${quote(candidates[0])}. The least it can hold is: ${example}`,
  };
}

function missingModule(module: string, path: Path): Diagnostic {
  return {
    code: "core/missing-file",
    severity: "error",
    path,
    message: `The module ${quote(module)} does not exist.`,
    help: "Create the file, or correct the path; it is taken from the fleet's root.",
  };
}

function isPathSegment(id: string): boolean {
  return /^[\w-][\w.-]*$/.test(id);
}

/** A word for a POSIX shell, quoted only where it must be. */
function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
