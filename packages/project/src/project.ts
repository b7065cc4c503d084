import { relative, sep } from "node:path";
import type { Diagnostic, Finding } from "@fleet/diagnostics";
import { describeThrown, sortDiagnostics } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import { type Compilation, compileFleet } from "./compile.ts";
import { declareFleet } from "./compute/declared-fleet.ts";
import { gatherSurroundings, type Known } from "./disk/surroundings.ts";
import { listTrackedFiles } from "./disk/tracked-files.ts";
import { type ConfigFile, findConfigFile, type SearchPlace } from "./load/config-file.ts";
import { loadConfig } from "./load/load-config.ts";
import type { LoadedConfig } from "./load/loaded-config.ts";
import { locateFindings } from "./load/locate-findings.ts";
import { findStackPlace } from "./load/stack-place.ts";

/** A fleet on disk, compiled. */
export interface Project {
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
  /** The text of one of the config's files. */
  readonly readSource: (file: string) => string | undefined;
  /** What leads from the folder the command was started in to the root: "" or "systems/". */
  readonly prefix: string;
}

const nowhere = {
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
  place: SearchPlace,
  { mayStartAnew = false }: { readonly mayStartAnew?: boolean } = {},
): Promise<Project> {
  const found = findConfigFile(place);
  if (!found.ok) {
    return { ...nowhere, findings: found.diagnostics, readSource: () => undefined };
  }
  const config = found.value;
  const git = listTrackedFiles(config.root);
  const loaded = await loadConfig(config);
  const compilation = await compileLoaded(config, loaded, { git, mayStartAnew });
  const all = sortDiagnostics([...loaded.diagnostics, ...compilation.diagnostics]);
  const texts = (file: string) => loaded.files.get(file)?.toString();
  const text = texts(config.name);
  return {
    config,
    compilation,
    tracked: (await git).tracked,
    unmerged: (await git).unmerged,
    findings: await locateFindings(all, { name: config.name, kind: config.kind, text }),
    readSource: texts,
    prefix: leadTo(place.from, config.root),
  };
}

/** The project with further findings about its declaration, all in order. */
export async function addFindings(
  project: Project,
  diagnostics: readonly Diagnostic[],
): Promise<Project> {
  const { config, findings, readSource } = project;
  if (config === undefined || diagnostics.length === 0) return project;
  const { name, kind } = config;
  const text = readSource(name);
  const located = await locateFindings(sortDiagnostics(diagnostics), { name, kind, text });
  return { ...project, findings: [...findings, ...located] };
}

async function compileLoaded(
  config: ConfigFile,
  loaded: LoadedConfig,
  around: Pick<Known, "git" | "mayStartAnew">,
): Promise<Compilation> {
  const nothing = { fleet: undefined, emission: undefined };
  if (loaded.input === undefined) return { ...nothing, diagnostics: [] };
  const { root } = config;
  try {
    const { value, diagnostics } = declareFleet(loaded.input);
    if (value === undefined) return { ...nothing, diagnostics: sortDiagnostics(diagnostics) };
    const known = { ...around, root, configFiles: loaded.files };
    const gathered = await gatherSurroundings(known, value.wanted);
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
  return path === "" ? "" : `${path.split(sep).join("/")}/`;
}
