import type { Diagnostic, Path } from "@fleet/diagnostics";
import { createOnce, quote } from "@fleet/diagnostics";
import type { Platform } from "../../declaration/declaration.ts";
import type { SharedModuleDeclaration } from "../../declaration/layout-declaration.ts";
import { attributeProblem, relativePathProblem } from "../../declaration/names.ts";
import type { Fleet } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import { type Surroundings, untrackedFile } from "../surroundings.ts";
import { createCandidateLister, createUsability, type Place, type PlaceIds } from "./layout.ts";
import {
  ambiguous,
  brokenLink,
  findBrokenLink,
  missing,
  missingModule,
} from "./module-findings.ts";

/**
 * A Nix module: by its path from the fleet's root, or by its name in `flake.modules`; one that is
 * optional is taken where there is such a name. An alias, so that it is also a JSON value.
 */
export type ModuleReference =
  | { readonly path: string }
  | { readonly attr: string; readonly optional?: true };

/** The places that somebody or something of its own has to have. */
type OwnPlace = Place & keyof PlaceIds;

/** Looks for modules, and remembers what is wrong with what it found. */
export interface ModuleFinder {
  /** The module in a place of the layout; undefined when there is none. A name in `flake.modules` is optional. */
  find(place: Place, ids: PlaceIds, path: Path): ModuleReference | undefined;
  /** Whether there can be a module in the place for these ids and any others: quickly told, however many those are. */
  mayFind(place: Place, ids: PlaceIds): boolean;
  /** The same as `find`, where its absence is an error at `path`, which is that of its owner; then, the module to be created. */
  require(place: OwnPlace, ids: PlaceIds, path: Path): ModuleReference | undefined;
  /** Those modules that the declaration names for a platform. All that it names have to exist. */
  declared(
    modules: readonly SharedModuleDeclaration[],
    path: Path,
    platform: Platform,
  ): ModuleReference[];
  /** What was wrong, in the order in which it was met; each place once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A finder for one resolution. */
export function createModuleFinder(fleet: Fleet, surroundings: Surroundings): ModuleFinder {
  const { linked, brokenLinks = new Map<string, string>() } = surroundings;
  const files =
    linked === undefined ? surroundings.files : new Set([...surroundings.files, ...linked.keys()]);
  const diagnostics: Diagnostic[] = [];
  const isNew = createOnce();
  const report = (diagnostic: Diagnostic) => {
    if (isNew(diagnostic.code, diagnostic.message)) diagnostics.push(diagnostic);
  };
  const seen = (file: string, path: Path): ModuleReference => {
    const broken = brokenLinks.get(file);
    if (broken !== undefined) report(brokenLink(file, broken, path));
    else if (surroundings.tracked?.has(file) === false) {
      report(untrackedFile(file, path, surroundings));
    }
    return { path: file };
  };
  const listCandidates = createCandidateLister(fleet.layout);
  const isUsable = createUsability(fleet.layout);
  let folders: ReadonlySet<string> | undefined;
  const findFile = (paths: readonly string[], path: Path) => {
    // Nearly always there is none, and a large fleet asks for each user on each host.
    const isThere = (candidate: string) => files.has(candidate);
    if (!paths.some(isThere)) return undefined;
    const [file = "", second] = paths.filter(isThere);
    if (second !== undefined) report(ambiguous(file, second, path));
    return seen(file, path);
  };
  const findDeclared = (module: SharedModuleDeclaration, owner: Path) => {
    // A name that none can be has been reported, and a path that leads out of the root.
    if (typeof module !== "string" && "attr" in module) {
      return attributeProblem(module.attr) === undefined ? { attr: module.attr } : undefined;
    }
    const [path, place] =
      typeof module === "string" ? [module, owner] : [module.path, [...owner, "path"]];
    if (relativePathProblem(path) !== undefined) return undefined;
    const file = [path, `${path}/default.nix`].find((name) => files.has(name));
    if (file !== undefined) return seen(file, place);
    report(findBrokenLink([path], place, surroundings) ?? missingModule(path, place, surroundings));
    return { path };
  };
  return {
    diagnostics,
    find: (place, ids, path) => {
      const { paths, attr } = listCandidates(place, ids);
      const file = findFile(paths, path);
      return file ?? (attr === undefined ? undefined : { attr, optional: true });
    },
    mayFind: (place, ids) => {
      folders ??= listFolders(files);
      const { paths, attr } = listCandidates(place, ids);
      // Of a path, what is known goes as far as the first name that still stands in braces.
      const known = paths.map((candidate) => candidate.split("{")[0] ?? "");
      return attr !== undefined || known.some((start) => folders?.has(folderOf(start)));
    },
    require: (place, ids, path) => {
      const { paths, attr } = listCandidates(place, ids);
      const file = findFile(paths, path);
      if (file !== undefined || attr !== undefined) return file ?? { attr: attr ?? "" };
      if (!isExcused(fleet, { isUsable: isUsable(place), ids, path })) {
        const what = `The ${place} ${quote(ids[place])}`;
        report(missing({ paths, what, path }, surroundings));
        return expected(paths);
      }
      return undefined;
    },
    declared: (modules, path, platform) =>
      modules.flatMap((module, index) => {
        const found = findDeclared(module, [...path, index]);
        return found !== undefined && isFor(module, platform) ? [found] : [];
      }),
  };
}

function isFor(module: SharedModuleDeclaration, platform: Platform): boolean {
  if (typeof module === "string" || !("platforms" in module)) return true;
  return module.platforms?.includes(platform) ?? true;
}

/** The modules in their order, each once; one that is needed anywhere is not optional. */
export function uniqueModules(modules: readonly ModuleReference[]): ModuleReference[] {
  const byName = new Map<string, ModuleReference>();
  for (const module of modules) {
    // No path begins with a zero character.
    const name = "path" in module ? module.path : `\0${module.attr}`;
    const known = byName.get(name);
    const isWeaker = "optional" in module && known !== undefined;
    if (!isWeaker) byName.set(name, module);
  }
  return [...byName.values()];
}

/** Every folder that holds a file, at any depth; each ends with "/", and the root is empty. */
function listFolders(files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set([""]);
  for (const file of files) {
    for (let folder = folderOf(file); folder !== "" && !folders.has(folder); ) {
      folders.add(folder);
      folder = folderOf(folder.slice(0, -1));
    }
  }
  return folders;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/**
 * The module that is to be where none is yet. It is named all the same: Nix then refuses to build what lacks
 * it, and does not build something else.
 */
function expected([first]: readonly string[]): ModuleReference | undefined {
  return first === undefined ? undefined : { path: first };
}

/** What an owner may say that makes a file of its own unnecessary. */
const substitutes = ["modules", "extends", "aggregates", "platform", "home"];

/** Whether a file may be missing: the place is switched off, or why it is missing has been reported. */
function isExcused(
  { gaps }: Fleet,
  { isUsable, ids, path }: { isUsable: boolean; ids: PlaceIds; path: Path },
): boolean {
  return (
    !isUsable ||
    !Object.values(ids).every(isPathSegment) ||
    isGap(gaps, ["layout"]) ||
    substitutes.some((key) => isGap(gaps, [...path, key]))
  );
}

function isPathSegment(id: string): boolean {
  return /^[\w-][\w.-]*$/.test(id);
}
