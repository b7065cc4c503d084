import type { Diagnostic, Finding } from "@fleet/diagnostics";
import { describeThrown, sortDiagnostics } from "@fleet/diagnostics";
import { relative } from "pathe";
import { createProblem } from "./codes.ts";
import { type Compilation, compileFleet } from "./compile.ts";
import { declareFleet } from "./compute/declared-fleet.ts";
import type { ConfigText } from "./config-text/config-text-types.ts";
import { decodeText } from "./disk/bytes.ts";
import { gatherSurroundings, type Known } from "./disk/surroundings.ts";
import { listTrackedFiles } from "./disk/tracked-files.ts";
import { type ConfigFile, findConfigFile, type SearchPlace } from "./load/config-file.ts";
import { loadConfig } from "./load/load-config.ts";
import type { LoadedConfig } from "./load/loaded-config.ts";
import { locateFindings } from "./load/locate-findings.ts";
import { findStackPlace } from "./load/stack-place.ts";
import type { World } from "./world/world.ts";

/** A fleet on disk, compiled. */
export interface Project {
  /** Where it was opened. */
  readonly world: World;
  /** Undefined where no config was found. */
  readonly config: ConfigFile | undefined;
  /** Undefined where the config gave no declaration. */
  readonly compilation: Compilation | undefined;
  /** What git tracks; undefined where nothing is known about it. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** What git has not merged. */
  readonly unmerged: ReadonlySet<string>;
  /** All findings with their places, in order. */
  readonly findings: readonly Finding[];
  /** The text of the config, in which values can be found and edited; undefined where it was not read. */
  readonly text: ConfigText | undefined;
  /** The text of one of the config's files. */
  readonly readSource: (file: string) => string | undefined;
  /** What leads from the folder the command was started in to the root: "" or "systems/". */
  readonly prefix: string;
}

const nowhere = {
  text: undefined,
  config: undefined,
  compilation: undefined,
  tracked: undefined,
  unmerged: new Set<string>(),
  prefix: "",
};

/**
 * Finds, loads and compiles a fleet. Never rejects for a mistake of its author. With `mayStartAnew`, a
 * fleet.lock.json that is gone counts as one that never was.
 */
export async function openProject(
  world: World,
  place: SearchPlace = {},
  { mayStartAnew = false }: { readonly mayStartAnew?: boolean } = {},
): Promise<Project> {
  const found = findConfigFile(world, place);
  if (!found.ok) {
    return { world, ...nowhere, findings: found.diagnostics, readSource: () => undefined };
  }
  const config = found.value;
  const git = listTrackedFiles(world, config.root);
  const loaded = await loadConfig(world, config);
  const compilation = await compileLoaded(world, { config, loaded, git, mayStartAnew });
  const all = sortDiagnostics([...loaded.diagnostics, ...compilation.diagnostics]);
  const texts = (file: string) => {
    const bytes = loaded.files.get(file);
    return bytes === undefined ? undefined : decodeText(bytes);
  };
  return {
    world,
    config,
    compilation,
    tracked: (await git).tracked,
    unmerged: (await git).unmerged,
    findings: await locateFindings(all, {
      name: config.name,
      text: loaded.text,
      source: texts(config.name),
    }),
    text: loaded.text,
    readSource: texts,
    prefix: leadTo(place.from ?? world.folder, config.root),
  };
}

/** The project with further findings about its declaration, all in order. */
export async function addFindings(
  project: Project,
  diagnostics: readonly Diagnostic[],
): Promise<Project> {
  const { config, findings } = project;
  if (config === undefined || diagnostics.length === 0) return project;
  const located = await locateInConfig(project, sortDiagnostics(diagnostics));
  return { ...project, findings: [...findings, ...located] };
}

/** Diagnostics about the declaration of a project with their places in its config, as far as there is one. */
export async function locateInConfig(
  { config, text, readSource }: Project,
  diagnostics: readonly Diagnostic[],
): Promise<Finding[]> {
  if (config === undefined) return [...diagnostics];
  const { name } = config;
  return locateFindings(diagnostics, { name, text, source: readSource(name) });
}

interface Loading extends Pick<Known, "git" | "mayStartAnew"> {
  readonly config: ConfigFile;
  readonly loaded: LoadedConfig;
}

async function compileLoaded(
  world: World,
  { config, loaded, ...around }: Loading,
): Promise<Compilation> {
  const nothing = { fleet: undefined, emission: undefined };
  if (loaded.input === undefined) return { ...nothing, diagnostics: [] };
  const { root } = config;
  try {
    const { value, diagnostics } = declareFleet(loaded.input);
    if (value === undefined) return { ...nothing, diagnostics: sortDiagnostics(diagnostics) };
    const known = { ...around, root, configFiles: loaded.files };
    const gathered = await gatherSurroundings(world, known, value.wanted);
    const compilation = await compileFleet({ value, diagnostics }, gathered);
    const isBroken = loaded.diagnostics.some(({ severity }) => severity === "error");
    return isBroken ? { ...compilation, emission: undefined } : compilation;
  } catch (error) {
    // A getter in the declaration runs its author's code when it is read.
    const place = findStackPlace(error, { root, files: loaded.files });
    if (place === undefined) throw error;
    return { ...nothing, diagnostics: [describeGetter(error, place)] };
  }
}

function describeGetter(error: unknown, place: Pick<Diagnostic, "file" | "position">): Diagnostic {
  return createProblem("config-throws", `The config throws: ${describeThrown(error)}`, {
    ...place,
    help: "fleet reads the declaration, and this stopped it. Declare plain values.",
  });
}

function leadTo(from: string, root: string): string {
  const path = relative(from, root);
  return path === "" ? "" : `${path}/`;
}
