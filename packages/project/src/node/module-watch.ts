import { type LoadHookSync, type ResolveHookSync, registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Diagnostic } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { pathInside, readLocalFile } from "../disk/local-file.ts";
import type { Disk } from "../world/disk.ts";
import type { UnresolvedImport } from "../world/script-runner.ts";
import { chooseModuleSource, mayBePlain } from "./module-format.ts";

/** What is seen of a config's modules while Node loads them. */
export interface ModuleWatch {
  /** The bytes of every local file that was loaded, by its path from the root, in the order of loading. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What was wrong with single modules. */
  readonly diagnostics: readonly Diagnostic[];
  /** The import that could not be resolved, where there was one. */
  readonly unresolved: UnresolvedImport | undefined;
  /** Whether a TypeScript file was given to Node as JavaScript, which it fails to be where it holds types. */
  readonly hasPlain: boolean;
  /** Ends the watch. */
  stop(): void;
}

/** What a watch is to do with the modules of a root. */
export interface ModuleWatchOptions {
  readonly disk: Disk;
  /** Whether the disk is not the machine's, so that Node finds nothing on it by itself. */
  readonly isVirtual: boolean;
  /** The folder that packages are looked for from. Default: that of the module which imports them. */
  readonly packagesOf?: string | undefined;
  /** The addresses of packages that are the command's own, by name. */
  readonly ownPackages: () => ReadonlyMap<string, string>;
  /** Whether TypeScript that may need nothing of it is taken for JavaScript. */
  readonly isPlainFirst: boolean;
  /** What is put behind the addresses of local modules, so that Node takes none that it knows: "" or "fleet=2". */
  readonly mark: string;
}

/**
 * Watches Node load the config `entry` (an address) and what it imports. Local files are those below
 * the root that are in no `node_modules`; packages are left to Node, but for the command's own.
 * Local files elsewhere are reported, for no flake contains them.
 */
export function watchModules(
  root: string,
  entry: string,
  { disk, isVirtual, packagesOf, ownPackages, isPlainFirst, mark }: ModuleWatchOptions,
): ModuleWatch {
  const names = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  const diagnostics: Diagnostic[] = [];
  let unresolved: UnresolvedImport | undefined;
  let isTriedPlain = isPlainFirst;
  let hasPlain = false;

  const resolve: ResolveHookSync = (specifier, context, next) => {
    const importer = context.parentURL === undefined ? undefined : names.get(context.parentURL);
    if (importer === undefined && specifier !== entry) return next(specifier, context);
    const own = ownPackages().get(specifier);
    if (own !== undefined) return { url: own, shortCircuit: true };
    unresolved = importer === undefined ? undefined : { specifier, importer };
    const found = isVirtual ? findVirtual(disk, specifier, context.parentURL) : undefined;
    const resolved = found ?? next(specifier, lookFrom(packagesOf, specifier, context));
    unresolved = undefined;
    const place = placeModule(root, resolved.url, specifier);
    if (place.kind === "outside") diagnostics.push(describeOutside(specifier, importer));
    if (place.kind !== "local") return resolved;
    // CommonJS knows modules by their paths, and is made to forget them.
    const isRequired = context.conditions.includes("require");
    const url = isRequired ? resolved.url : addMark(resolved.url, mark);
    names.set(url, place.name);
    names.set(resolved.url, place.name);
    return { ...resolved, url };
  };
  const load: LoadHookSync = (url, context, next) => {
    const name = names.get(url);
    if (name === undefined) return next(url, context);
    const path = join(root, name);
    const file = readLocalFile(disk, { root, path, name });
    if (!file.ok) {
      diagnostics.push(file.diagnostic);
      throw new Error(file.diagnostic.message);
    }
    files.set(name, file.bytes);
    const text = decodeText(file.bytes);
    // A module that is imported later is read when the others have run: too late to take it for something else.
    isTriedPlain &&= !/\bimport\s*\(/.test(text);
    const isPlain = isTriedPlain && mayBePlain(text);
    hasPlain ||= isPlain && /\.m?ts$/.test(name);
    const source = chooseModuleSource(url, path, file.bytes, { isPlain });
    const isImported = context.conditions?.includes("require") !== true;
    // Node says what is missing where a JSON file is imported without its attribute.
    const isRefused =
      source?.format === "json" && isImported && context.importAttributes["type"] !== "json";
    if (source === undefined || isRefused) return next(url, context);
    return { ...source, shortCircuit: true };
  };
  const hooks = registerHooks({ resolve, load });
  return {
    files,
    diagnostics,
    get unresolved() {
      return unresolved;
    },
    get hasPlain() {
      return hasPlain;
    },
    stop: () => hooks.deregister(),
  };
}

/** What Node looks for from another folder: packages alone. */
function lookFrom<T extends { parentURL: string | undefined }>(
  folder: string | undefined,
  specifier: string,
  context: T,
): T {
  if (folder === undefined || /^(?:\.|\/|#|file:)/.test(specifier)) return context;
  return { ...context, parentURL: pathToFileURL(join(folder, "fleet.config.ts")).href };
}

function addMark(url: string, mark: string): string {
  if (mark === "") return url;
  return `${url}${url.includes("?") ? "&" : "?"}${mark}`;
}

/** A file of another disk than the machine's, by an address or a relative path. */
function findVirtual(disk: Disk, specifier: string, parent: string | undefined) {
  if (!/^(?:\.|\/|file:)/.test(specifier)) return undefined;
  const { href } = new URL(specifier, parent);
  const path = fileURLToPath(href.replace(/[?#].*$/, ""));
  if (disk.follow(path)?.kind !== "file") return undefined;
  return { url: pathToFileURL(disk.resolve(path)).href, shortCircuit: true };
}

type ModulePlace =
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "outside" | "package" };

function placeModule(root: string, url: string, specifier: string): ModulePlace {
  if (!url.startsWith("file:")) return { kind: "package" };
  const path = fileURLToPath(url.replace(/[?#].*$/, ""));
  if (/[\\/]node_modules[\\/]/.test(path)) return { kind: "package" };
  const name = pathInside(root, path);
  if (name !== undefined) return { kind: "local", name };
  // A package of a workspace is linked: its real place is outside of node_modules.
  return { kind: /^(?:\.|\/|#|file:)/.test(specifier) ? "outside" : "package" };
}

function describeOutside(specifier: string, importer: string | undefined): Diagnostic {
  const help = "Move the file into the fleet's folder: a flake sees nothing else.";
  if (importer === undefined) {
    return createProblem(
      "source-outside-root",
      "The config file is a link that leads out of its folder.",
      { help },
    );
  }
  return createProblem(
    "source-outside-root",
    `${JSON.stringify(importer)} imports ${JSON.stringify(specifier)}, which lies outside of the fleet's folder.`,
    { help, file: importer },
  );
}
