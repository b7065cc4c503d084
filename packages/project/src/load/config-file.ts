import type { Checked, Diagnostic } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { dirname, join, resolve } from "pathe";
import { createProblem } from "../codes.ts";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";

/** A fleet's config file, and the folder that all paths of the fleet are relative to. */
export interface ConfigFile {
  /** The folder that holds the file: absolute, without symbolic links. */
  readonly root: string;
  /** The file's name in `root`. */
  readonly name: string;
  readonly kind: ConfigKind;
}

/** How a config file is read: a script is run, the others are parsed. */
type ConfigKind = "script" | "json" | "yaml";

const kinds: ReadonlyMap<string, ConfigKind> = new Map([
  ["fleet.config.ts", "script"],
  ["fleet.config.mts", "script"],
  ["fleet.config.js", "script"],
  ["fleet.config.mjs", "script"],
  ["fleet.config.json", "json"],
  ["fleet.config.yaml", "yaml"],
  ["fleet.config.yml", "yaml"],
]);

/** Whether a file of that name in the root of a fleet is its config. */
export function isConfigName(name: string): boolean {
  return kinds.has(name);
}

/** Where to look for a config file. */
export interface SearchPlace {
  /** The folder that was asked for; undefined to search from `from` upwards. */
  readonly root?: string | undefined;
  /** The folder that the search starts from, and that `root` is named from. Default: that of the world. */
  readonly from?: string | undefined;
}

/**
 * Finds the config file: in the folder that was asked for, else in the nearest one upwards that
 * holds one. A script that the search comes upon must belong to the same user (or to root), for
 * reading it means running it.
 */
export function findConfigFile(
  world: World,
  { root, from = world.folder }: SearchPlace,
): Checked<ConfigFile> {
  const { disk } = world;
  if (root !== undefined) return findNamed(disk, resolve(from, root), root);
  for (let folder = from; ; folder = dirname(folder)) {
    const found = findIn(disk, folder);
    if (found !== undefined) return found.ok ? checkOwner(world, found.value) : found;
    if (dirname(folder) === folder)
      return fail(noConfig(disk, { folder: from, shown: from, where: "or in a folder above it" }));
  }
}

/** `shown` is how the folder was named. */
function findNamed(disk: Disk, root: string, shown: string): Checked<ConfigFile> {
  const problem = folderProblem(disk, root, shown);
  if (problem !== undefined) return fail(problem);
  return (
    findIn(disk, root, shown) ?? fail(noConfig(disk, { folder: root, shown, where: "itself" }))
  );
}

function folderProblem(disk: Disk, folder: string, shown: string): Diagnostic | undefined {
  const help = "Name the folder that holds the fleet's config file.";
  try {
    const { kind } = disk.follow(disk.resolve(folder)) ?? {};
    if (kind === "folder") {
      disk.list(folder);
      return undefined;
    }
    return createProblem("bad-root", `${JSON.stringify(shown)} is not a folder.`, { help });
  } catch (error) {
    const message = `The folder ${JSON.stringify(shown)} cannot be opened: ${describeThrown(error)}`;
    return createProblem("bad-root", message, { help });
  }
}

function findIn(disk: Disk, folder: string, shown = folder): Checked<ConfigFile> | undefined {
  const names = listFiles(disk, folder).filter((name) => kinds.has(name));
  const [name, ...others] = names;
  const kind = name === undefined ? undefined : kinds.get(name);
  if (name === undefined || kind === undefined) return undefined;
  if (others.length > 0) return fail(severalConfigs(shown, names));
  return { ok: true, value: { root: disk.resolve(folder), name, kind }, diagnostics: [] };
}

function listFiles(disk: Disk, folder: string): string[] {
  try {
    return disk
      .list(folder)
      .map(({ name }) => name)
      .sort();
  } catch {
    // A folder above that one may pass through but not list holds no config for this user.
    return [];
  }
}

function checkOwner(
  { disk, machine: { user: me }, environment }: World,
  config: ConfigFile,
): Checked<ConfigFile> {
  const found: Checked<ConfigFile> = { ok: true, value: config, diagnostics: [] };
  if (me === undefined || config.kind !== "script") return found;
  const owner = disk.follow(join(config.root, config.name))?.owner ?? me;
  const trusted = [me, 0, me === 0 ? Number(environment["SUDO_UID"] ?? 0) : 0];
  if (trusted.includes(owner)) return found;
  return fail(
    createProblem(
      "foreign-config",
      `${JSON.stringify(join(config.root, config.name))} belongs to another user (uid ${owner}), and reading it means running what they wrote.`,
      { help: `If you trust it, say so: --root ${config.root}` },
    ),
  );
}

function noConfig(disk: Disk, { folder, shown, where }: Missing): Diagnostic {
  const message = `There is no fleet.config.ts in ${JSON.stringify(shown)} ${where}.`;
  const other = listFiles(disk, folder).find((name) => /^fleet\.config\.\w+$/.test(name));
  const help =
    other === undefined
      ? `Go to the folder of your fleet, or name it with --root DIR. The file may also end in ${endings}. A first fleet begins with: fleet init`
      : `fleet does not read ${JSON.stringify(other)}: its name may end in .ts, ${endings}.`;
  return createProblem("no-config", message, { help });
}

const endings = ".mts, .js, .mjs, .json, .yaml or .yml";

/** A folder without a config, how it was named, and where else was looked. */
interface Missing {
  readonly folder: string;
  readonly shown: string;
  readonly where: string;
}

function severalConfigs(folder: string, names: readonly string[]): Diagnostic {
  return createProblem(
    "several-configs",
    `${JSON.stringify(folder)} holds more than one config file: ${names.join(", ")}.`,
    { help: "Keep one of them, and delete or rename the others." },
  );
}

function fail(diagnostic: Diagnostic): Checked<never> {
  return { ok: false, diagnostics: [diagnostic] };
}
