import { compareNames } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { relative } from "pathe";
import type { FoundFile } from "../found/found-file.ts";
import type { FoundModule } from "../found/found-home.ts";
import { readFlag, readList, readMembers, readText, readTexts } from "./found-value.ts";

/** How paths that Nix told are named: from the folder of the flake. */
export interface SourcePlaces {
  /** The file in which something is defined. */
  readonly nameFile: (text: string) => FoundFile;
  /** A path of the flake from its folder, or absolute where it lies outside; null for an object in Nix's store. */
  readonly namePath: (text: string) => string | null;
}

/** What Nix says where it does not know the file: text in some file of whoever made the configuration. */
const unknownFile = "<unknown-file>";

/** The places of a configuration, as it told where the source of the flake lies. */
export function readSourcePlaces(source: JsonValue | undefined): SourcePlaces {
  const members = readMembers(source);
  const root = readText(members.get("root"));
  const folder = readText(members.get("folder")) ?? "";
  const findOwn = (path: string): string | undefined => {
    if (root === null || !path.startsWith(`${root}/`)) return undefined;
    return relative(`/${folder}`, `/${path.slice(root.length + 1)}`);
  };
  return {
    nameFile: (text) => {
      const path = cleanPath(text);
      if (path === unknownFile) return { path, isOwn: true };
      const own = findOwn(path);
      if (own !== undefined) return { path: own, isOwn: true };
      return { path: dropStore(path), isOwn: false };
    },
    namePath: (text) => findOwn(text) ?? (isInStore(text) ? null : text),
  };
}

/** The files of definitions, in order, each once. */
export function readFiles(value: JsonValue | undefined, { nameFile }: SourcePlaces): FoundFile[] {
  const files = (readTexts(value) ?? []).map(nameFile);
  const byPath = new Map(files.map((file) => [`${file.isOwn} ${file.path}`, file]));
  return [...byPath.values()].sort(
    (a, b) => compareNames(a.path, b.path) || Number(b.isOwn) - Number(a.isOwn),
  );
}

/** Modules, in their order; null where nobody can say. */
export function readModules(
  value: JsonValue | undefined,
  { nameFile }: SourcePlaces,
): FoundModule[] | null {
  if (!Array.isArray(value)) return null;
  const modules = readList(value).flatMap((module): FoundModule[] => {
    const text = readText(module.get("file"));
    if (text === null) return [];
    const { path, isOwn } = nameFile(text);
    // A file above the folder of the flake is none that a declaration can name.
    const isFile = readFlag(module.get("isFile")) === true && isOwn && !path.startsWith("../");
    if (isFile) return [{ path }];
    const attr = findAttribute(text);
    return [{ path: null, label: path, isOwn, ...(attr === undefined ? {} : { attr }) }];
  });
  return [...new Map(modules.map((module) => [JSON.stringify(module), module])).values()];
}

/** The name of a member of `flake.modules`, as flake-parts says where a module is from. */
function findAttribute(text: string): string | undefined {
  const name = /#modules\.(?:[A-Za-z_][\w'-]*|"[^"]*")\.(.+)$/s.exec(text)?.[1];
  if (name === undefined || !name.startsWith('"')) return name;
  // Escaped as Nix does: what JSON has, and `\${`.
  return name.slice(1, -1).replaceAll(/\\(.)/gs, (_, letter: string) => readEscaped(letter));
}

function readEscaped(letter: string): string {
  return letter === "n" ? "\n" : letter === "r" ? "\r" : letter === "t" ? "\t" : letter;
}

/**
 * The path alone, of what the module system says of a module: `flake.nix#nixosModules.web`, `web.nix, via option
 * flake.modules`, `web.nix:anon-1`.
 */
function cleanPath(text: string): string {
  const [published = text] = text.split(", via option ");
  const path = /^([^\n]*?\.[a-z]+)(?:, |#|:anon-)/s.exec(published)?.[1] ?? published;
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/** A tree in Nix's store, or one that Nix did not copy there. */
const treePattern = /^.*?(?:\/nix\/store\/[0-9a-z]{32}-[^/]*|«[^»]*»)(?:\/|$)/s;
const objectPattern = /^.*?\/nix\/store\/[0-9a-z]{32}-/s;

function isInStore(path: string): boolean {
  return objectPattern.test(path) || treePattern.test(path);
}

function dropStore(path: string): string {
  const inTree = path.replace(treePattern, "");
  return inTree === "" ? path.replace(objectPattern, "") : inTree;
}
