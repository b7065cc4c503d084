import { type Checked, type Diagnostic, describeThrown } from "@fleet/diagnostics";
import { dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText, encodeText } from "../disk/bytes.ts";
import { type FileChange, isDrift } from "../disk/file-changes.ts";
import { pathInside, readLocalFile } from "../disk/local-file.ts";
import { writeChanges } from "../disk/write-files.ts";
import { type ConfigFile, findConfigFile, type SearchPlace } from "../load/config-file.ts";
import type { World } from "../world/world.ts";
import { type CompilerSettings, readCompilerSettings } from "./compiler-settings.ts";
import {
  compareEditorFolder,
  compareUnused,
  editorSchemaPath,
  editorTypesPath,
} from "./editor-folder.ts";
import { findInstalled, type InstalledPackage } from "./installed-types.ts";
import { findMapped, findMissing, type MissingSettings, renderSettings } from "./settings-fit.ts";

/** What the command brings along for editors. */
export interface EditorTexts {
  /** The types of `@fleet/core` in one file that needs no other. */
  readonly types: string;
  /** The JSON Schema of a declaration. */
  readonly schema: string;
}

/**
 * How an editor gets to know what a config may hold.
 * - `written`: by settings that fleet writes, for there were none.
 * - `right`: by settings that lead to what fleet writes already; of YAML and JSON, by what the config says.
 * - `incomplete`: settings that people wrote lack something.
 * - `installed`: by the `@fleet/core` in `node_modules`.
 * - `elsewhere`: the settings or the config name another file or address.
 */
export interface EditorGuide {
  readonly kind: "written" | "right" | "incomplete" | "installed" | "elsewhere";
  /** The file that leads, from the fleet's folder: `tsconfig.json`, or the config where it names a schema. */
  readonly file: string;
  /** Of settings that are incomplete, what to add. */
  readonly missing?: MissingSettings;
  /** What could not be read of the settings. */
  readonly problems: readonly string[];
  readonly installed?: InstalledPackage;
}

/** What setting up an editor did, or would do. */
export interface EditorSetup {
  readonly config: ConfigFile;
  readonly guide: EditorGuide;
  /** What happens to files, in order; none where nothing is needed. */
  readonly changes: readonly FileChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sets up editors for a config without `node_modules`: the types of `@fleet/core`, or the JSON Schema of a
 * config in YAML or JSON, in a folder that git ignores, and settings that lead to them where there are none.
 * Settings that people wrote are never changed. With `isWriting: false` it is only said what would be.
 */
export async function setUpEditor(
  world: World,
  place: SearchPlace,
  { isWriting, ...texts }: EditorTexts & { readonly isWriting: boolean },
): Promise<Checked<EditorSetup>> {
  const found = findConfigFile(world, place);
  if (!found.ok) return found;
  const config = found.value;
  const { disk } = world;
  const guide =
    config.kind === "script" ? await guideScript(disk, config) : guideData(disk, config);
  const { value: changes, diagnostics } = compareChanges(disk, { config, guide }, texts);
  const setup = { config, guide, changes, diagnostics };
  if (!isWriting || diagnostics.length > 0) return { ok: true, value: setup, diagnostics: [] };
  const value = { ...setup, diagnostics: writeSetup(world, changes) };
  return { ok: true, value, diagnostics: [] };
}

async function guideScript(disk: World["disk"], { root, name }: ConfigFile): Promise<EditorGuide> {
  const file = ["tsconfig.json", "jsconfig.json"].find(
    (one) => disk.inspect(join(root, one)) !== undefined,
  );
  const installed = findInstalled(disk, root);
  const settings =
    file === undefined
      ? ({ options: new Map(), problems: [] } satisfies CompilerSettings)
      : await readSettings(disk, root, file);
  const { problems } = settings;
  const around = { file: file ?? "tsconfig.json", problems };
  const mapped = findMapped(settings);
  const isOurs = mapped?.includes(join(root, editorTypesPath)) === true;
  const exists = mapped?.some((path) => disk.follow(path) !== undefined) === true;
  if (!isOurs && exists) return { kind: "elsewhere", ...around };
  if (!isOurs && installed !== undefined) return { kind: "installed", ...around, installed };
  if (file === undefined) return { kind: "written", ...around };
  const missing = findMissing(settings, { root, config: name, types: editorTypesPath });
  return missing === undefined
    ? { kind: "right", ...around }
    : { kind: "incomplete", ...around, missing };
}

async function readSettings(
  disk: World["disk"],
  root: string,
  file: string,
): Promise<CompilerSettings> {
  const path = join(root, file);
  // What lies elsewhere is nobody's to be shown.
  if (disk.follow(path) !== undefined && pathInside(root, disk.resolve(path)) === undefined) {
    return { options: new Map(), problems: ["it leads out of the fleet's folder"] };
  }
  return readCompilerSettings(disk, path);
}

/** Where a config in YAML or JSON says which schema it is checked by. */
function guideData(disk: World["disk"], { root, name, kind }: ConfigFile): EditorGuide {
  const read = readLocalFile(disk, { root, path: join(root, name), name });
  const text = read.ok ? decodeText(read.bytes) : "";
  const named =
    kind === "yaml"
      ? /^#[ \t]*yaml-language-server:[ \t]*\$schema=(\S+)/m.exec(text)?.[1]
      : readSchemaKey(text);
  if (named === undefined) return { kind: "incomplete", file: name, problems: [] };
  const isOurs = join(root, named) === join(root, editorSchemaPath);
  return { kind: isOurs ? "right" : "elsewhere", file: name, problems: [] };
}

function readSchemaKey(text: string): string | undefined {
  try {
    const key: unknown = Object(JSON.parse(text)).$schema;
    return typeof key === "string" ? key : undefined;
  } catch {
    return undefined;
  }
}

function compareChanges(
  disk: World["disk"],
  { config, guide }: Pick<EditorSetup, "config" | "guide">,
  { types, schema }: EditorTexts,
) {
  const { root, name, kind } = config;
  if (guide.kind === "installed" || guide.kind === "elsewhere") return compareUnused(disk, root);
  const wanted = kind === "script" ? [editorTypesPath, types] : [editorSchemaPath, schema];
  const [path = "", text = ""] = wanted;
  const { value, diagnostics } = compareEditorFolder(disk, root, new Map([[path, text]]));
  if (guide.kind !== "written") return { value, diagnostics };
  const created = {
    path: guide.file,
    kind: "created",
    target: join(root, guide.file),
    before: undefined,
    stamp: "intact",
    after: encodeText(renderSettings({ config: name, types: editorTypesPath })),
  } as const;
  return { value: [...value, created], diagnostics };
}

/** Settings are made only where there are none, also if somebody makes some in this moment. */
function writeSetup(world: World, changes: readonly FileChange[]): readonly Diagnostic[] {
  const { disk } = world;
  const settings = changes.filter(isSettings);
  const ours = changes.filter((change) => !isSettings(change));
  let path = "";
  try {
    for (const change of ours.filter(isDrift)) {
      path = change.path;
      disk.makeFolder(dirname(change.target));
    }
    const diagnostics = writeChanges(world, ours);
    if (diagnostics.length > 0) return diagnostics;
    for (const { path: made, target, after } of settings) {
      path = made;
      if (after !== undefined) disk.create(target, after);
    }
    return [];
  } catch (error) {
    const message = `${JSON.stringify(path)} cannot be written: ${describeThrown(error)}`;
    const help = "Check the permissions of the folder, and that there is room on the disk.";
    return [createProblem("cannot-write", message, { file: path, help })];
  }
}

function isSettings({ path }: FileChange): boolean {
  return !path.includes("/");
}
