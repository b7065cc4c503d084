import { type Checked, describeThrown, quote, shellPath } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { dirname, join, resolve } from "pathe";
import { importCodes } from "../codes.ts";

/** Where a fleet is read, and where its declaration goes. */
export interface ImportRoot {
  /** The folder: absolute, without links. */
  readonly root: string;
  /** The file that the declaration is meant for: absolute. */
  readonly target: string;
  /** The configs of fleet that are there already, by name. */
  readonly configs: readonly string[];
  /** Whether there is a `flake.nix`. */
  readonly hasFlake: boolean;
}

/** What a fleet that is there begins with, in its outermost folder. */
const marks = ["flake.nix", ".sops.yaml", ".sops.yml", "secrets.nix", "inventory.json"];

/** Finds the folder to import: the one that was asked for, else the nearest upwards with something in it. */
export function findImportRoot(
  world: World,
  {
    folder,
    output,
  }: { readonly folder?: string | undefined; readonly output?: string | undefined },
): Checked<ImportRoot> {
  const { disk } = world;
  const named = resolve(world.folder, folder ?? ".");
  const unusable = describeUnusable(world, named, folder ?? ".");
  if (unusable !== undefined) return fail(unusable);
  const root = disk.resolve(folder === undefined ? searchUpwards(world, named) : named);
  const configs = listConfigs(world, root);
  const target =
    output === undefined ? join(root, "fleet.config.ts") : resolve(world.folder, output);
  const [config] = configs;
  if (output === undefined && config !== undefined) {
    const message = `${quote(join(root, config))} is there: this folder holds a fleet already, and an import never overwrites one.`;
    const help = `To compare, write the proposal beside it: fleet import --output ${shellPath(join(root, "imported.ts"))}. To see nothing but the report: --dry-run --output imported.ts`;
    return fail(importCodes.create("fleet-there", message, { help }));
  }
  if (disk.inspect(target) !== undefined) {
    const message = `${quote(target)} is there, and an import never overwrites a file.`;
    return fail(
      importCodes.create("fleet-there", message, { help: "Name another with --output." }),
    );
  }
  const hasFlake = disk.follow(join(root, "flake.nix"))?.kind === "file";
  return { ok: true, value: { root, target, configs, hasFlake }, diagnostics: [] };
}

function describeUnusable({ disk }: World, folder: string, shown: string) {
  const help = "Name the folder that holds the flake.nix or .sops.yaml to import.";
  try {
    if (disk.follow(folder)?.kind === "folder") {
      disk.list(folder);
      return undefined;
    }
    return importCodes.create("nothing-found", `${quote(shown)} is not a folder.`, { help });
  } catch (error) {
    const message = `The folder ${quote(shown)} cannot be opened: ${describeThrown(error)}`;
    return importCodes.create("nothing-found", message, { help });
  }
}

/** Not beyond the repository: what lies above is somebody else's. */
function searchUpwards({ disk }: World, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    // A link that leads nowhere is one that somebody has to hear of.
    if (marks.some((name) => disk.inspect(join(folder, name)) !== undefined)) return folder;
    if (disk.follow(join(folder, ".git")) !== undefined || dirname(folder) === folder) return from;
  }
}

function listConfigs({ disk }: World, root: string): string[] {
  try {
    const names = disk.list(root).map(({ name }) => name);
    return names.filter((name) => /^fleet\.config\.(?:m?[tj]s|json|ya?ml)$/.test(name)).sort();
  } catch {
    return [];
  }
}

function fail(diagnostic: ReturnType<typeof importCodes.create>): Checked<never> {
  return { ok: false, diagnostics: [diagnostic] };
}
