import { dirname, join, matchesGlob, relative, resolve } from "pathe";
import type { CompilerSettings, FileList } from "./compiler-settings.ts";
import { typedPackage } from "./installed-types.ts";

/** What settings of one's own lack before an editor knows a config. */
export interface MissingSettings {
  /** Options to add; of `paths` the whole value. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** The whole list, where it has to grow. */
  readonly include?: readonly string[];
}

/** What settings are judged for. */
export interface SettingsPlace {
  /** The fleet's folder, in which the settings are. */
  readonly root: string;
  /** The config's name in it. */
  readonly config: string;
  /** The file with the types, from the root. */
  readonly types: string;
}

/** What TypeScript needs for a config beside the types, and the reason why. */
const wantedOptions = {
  // Types are stripped: what they mean has to be plain without other files, and without compiling.
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  // Node finds `./users.ts` by its whole name.
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** The text of settings for a fleet that has none. */
export function renderSettings({ config, types }: Omit<SettingsPlace, "root">): string {
  const settings = {
    compilerOptions: {
      target: "es2024",
      // What fleet runs is a module, whatever a package.json says.
      module: "preserve",
      strict: true,
      ...(isPlainScript(config) ? { checkJs: true } : {}),
      ...wantedOptions,
      skipLibCheck: true,
      paths: { [typedPackage]: [`./${types}`] },
    },
    include: [config],
  };
  return `${JSON.stringify(settings, null, 2).replace(/\[\n\s+("[^"\n]*")\n\s+\]/g, "[$1]")}\n`;
}

/** What settings lack; undefined where they lead an editor to the types already. */
export function findMissing(
  settings: CompilerSettings,
  place: SettingsPlace,
): MissingSettings | undefined {
  const options = { ...missingOptions(settings, place), ...missingPaths(settings, place) };
  const include = missingInclude(settings, place);
  if (Object.keys(options).length === 0 && include === undefined) return undefined;
  return {
    ...(Object.keys(options).length === 0 ? {} : { compilerOptions: options }),
    ...(include === undefined ? {} : { include }),
  };
}

function missingOptions({ options }: CompilerSettings, { config }: SettingsPlace) {
  if (isPlainScript(config)) {
    return options.get("checkJs") === true ? {} : { checkJs: true };
  }
  const hasExtensions =
    options.get("allowImportingTsExtensions") === true ||
    options.get("rewriteRelativeImportExtensions") === true;
  if (hasExtensions) return {};
  const { allowImportingTsExtensions, noEmit } = wantedOptions;
  return options.get("noEmit") === true
    ? { allowImportingTsExtensions }
    : { allowImportingTsExtensions, noEmit };
}

function missingPaths(settings: CompilerSettings, place: SettingsPlace) {
  if (findMapped(settings)?.includes(join(place.root, place.types)) === true) return {};
  const { folder, entries } = settings.paths ?? { folder: place.root, entries: new Map() };
  const own = [...entries].map(([name, targets]: [string, string[]]) => [
    name,
    targets.map((target) => dotted(relative(place.root, resolve(folder, target)))),
  ]);
  return { paths: { ...Object.fromEntries(own), [typedPackage]: [`./${place.types}`] } };
}

/** The files that settings lead `@fleet/core` to, as absolute paths; undefined where they say nothing of it. */
export function findMapped({ paths }: CompilerSettings): string[] | undefined {
  if (paths === undefined) return undefined;
  const patterns = [...paths.entries].flatMap(([pattern, targets]) => {
    const [head = "", tail] = pattern.split("*");
    if (tail === undefined)
      return pattern === typedPackage ? [{ rank: 1e9, part: "", targets }] : [];
    const isMatch = typedPackage.startsWith(head) && typedPackage.slice(head.length).endsWith(tail);
    const part = typedPackage.slice(head.length, typedPackage.length - tail.length);
    return isMatch ? [{ rank: head.length, part, targets }] : [];
  });
  // The exact name goes before patterns, of which the one with the longest head counts.
  const [best] = patterns.sort((a, b) => b.rank - a.rank);
  return best?.targets.map((target) => resolve(paths.folder, target.replace("*", best.part)));
}

function missingInclude(
  settings: CompilerSettings,
  { root, config }: SettingsPlace,
): string[] | undefined {
  const { files, include, exclude } = settings;
  const path = join(root, config);
  const isListed = files?.entries.some((entry) => resolve(files.folder, entry) === path) === true;
  const isMeant = include === undefined ? files === undefined : holds(include, path);
  if (isListed || (isMeant && !holds(exclude, path))) return undefined;
  const folder = include?.folder ?? root;
  const own = (include?.entries ?? []).map((entry) => relative(root, resolve(folder, entry)));
  return [...own.filter((entry) => entry !== config), config];
}

/** Whether one of the patterns is about a file; that of a folder is about all that it holds. */
function holds(list: FileList | undefined, path: string): boolean {
  return (
    list?.entries.some((entry) => {
      // Without the folders that both have, of whose names a pattern could make something.
      const pattern = resolve(list.folder, entry);
      const shared = sharedFolder(pattern, path);
      const file = relative(shared, path);
      const rest = relative(shared, pattern);
      return isPlain(rest) && (matchesGlob(file, rest) || matchesGlob(file, join(rest, "**/*")));
    }) === true
  );
}

/**
 * Whether a pattern is one that TypeScript and the matcher take alike, who also knows braces and classes; and
 * none of which it takes forever to say that it does not match.
 */
function isPlain(pattern: string): boolean {
  return !/[{}[\]()!\\]/.test(pattern) && pattern.split(/[*?]+/).length <= 10;
}

function sharedFolder(pattern: string, path: string): string {
  return `${path}/`.startsWith(`${pattern}/`) || dirname(pattern) === pattern
    ? pattern
    : sharedFolder(dirname(pattern), path);
}

/** TypeScript takes a path without a dot for one from `baseUrl`. */
function dotted(path: string): string {
  return path.startsWith("../") ? path : `./${path}`;
}

/** Whether a config is written in JavaScript. */
function isPlainScript(config: string): boolean {
  return /\.m?js$/.test(config);
}
