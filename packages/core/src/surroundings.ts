import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import { isGap } from "./gaps.ts";
import { createPathLister, isUsableTemplate, type Place, type PlaceIds } from "./layout.ts";
import { relativePathProblem } from "./names.ts";
import { createOnce } from "./once.ts";
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

/** A Nix module, by its path from the fleet's root. An alias, so that it is also a JSON value. */
export type ModuleReference = { readonly path: string };

/** The files whose content the resolution needs, in order, each once; all are inside the root. */
export function wantedFiles(fleet: Fleet): string[] {
  const wanted = new Set<string>();
  for (const key of [...fleet.users.values()].flatMap(({ sshKeys }) => sshKeys)) {
    if (typeof key !== "object" || !("file" in key)) continue;
    // A path that leads out of the root has been reported, and nobody may read what is there.
    if (relativePathProblem(key.file) === undefined) wanted.add(key.file);
  }
  return [...wanted].sort();
}

/** Looks for modules among the files that exist, and remembers what is wrong with what it found. */
export interface ModuleFinder {
  /** The file in a place of the layout; undefined when there is none. */
  find(place: Place, ids: PlaceIds, path: Path): string | undefined;
  /** The same, where its absence is an error at `path`; `owner` says whose it is. */
  require(
    place: Place,
    ids: PlaceIds,
    owner: { readonly path: Path; readonly what: string; readonly example: string },
  ): string | undefined;
  /** Modules that the declaration names, which have to exist. */
  declared(modules: readonly string[], path: Path): string[];
  /** What was wrong, in the order in which it was met; each place once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A finder for one resolution. */
export function createModuleFinder(fleet: Fleet, surroundings: Surroundings): ModuleFinder {
  const { files } = surroundings;
  const diagnostics: Diagnostic[] = [];
  const isNew = createOnce();
  const report = (diagnostic: Diagnostic) => {
    if (isNew(diagnostic.code, diagnostic.message)) diagnostics.push(diagnostic);
  };
  const seen = (file: string, path: Path) => {
    if (surroundings.tracked?.has(file) === false) report(untrackedFile(file, path));
    return file;
  };
  const listPaths = createPathLister(fleet.layout);
  const find: ModuleFinder["find"] = (place, ids, path) => {
    const [file, second] = listPaths(place, ids).filter((candidate) => files.has(candidate));
    if (file === undefined) return undefined;
    if (second !== undefined) report(ambiguous(file, second, path));
    return seen(file, path);
  };
  return {
    diagnostics,
    find,
    require: (place, ids, { path, what, example }) => {
      const file = find(place, ids, path);
      if (file === undefined && !isExcused(fleet, { place, ids, path })) {
        report(missing(listPaths(place, ids), what, { path, example }));
      }
      return file;
    },
    declared: (modules, path) =>
      modules.flatMap((module, index) => {
        // A path that leads out of the root has been reported.
        if (relativePathProblem(module) !== undefined) return [];
        const file = [module, `${module}/default.nix`].find((name) => files.has(name));
        if (file === undefined) report(missingModule(module, [...path, index]));
        return file === undefined ? [] : [seen(file, [...path, index])];
      }),
  };
}

/** What an owner may say that makes a file of its own unnecessary. */
const substitutes = ["modules", "extends", "aggregates", "platform", "home"];

/** Whether a file may be missing: the place is switched off, or why it is missing has been reported. */
function isExcused(
  { layout, gaps }: Fleet,
  { place, ids, path }: { place: Place; ids: PlaceIds; path: Path },
): boolean {
  return (
    !layout[place].some((template) => isUsableTemplate(place, template)) ||
    !Object.values(ids).every(isPathSegment) ||
    isGap(gaps, ["layout"]) ||
    substitutes.some((key) => isGap(gaps, [...path, key]))
  );
}

/** The finding that a flake would not see a file. */
export function untrackedFile(file: string, path: Path): Diagnostic {
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
