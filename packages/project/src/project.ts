import type { GeneratedFile } from "@fleet/codegen";
import type { AcceptedFinding, Diagnostic, Finding } from "@fleet/diagnostics";
import { isError, type Outcome, sortDiagnostics } from "@fleet/diagnostics";
import { relative } from "pathe";
import { acceptFindings } from "./acceptances.ts";
import { type Compilation, compileFleet, type Gathered, type LockedFleet } from "./compile.ts";
import { type DeclaredFleet, declareFleet } from "./compute/declared-fleet.ts";
import type { ConfigText } from "./config-text/config-text-types.ts";
import { decodeText } from "./disk/bytes.ts";
import { gatherSurroundings, type Known } from "./disk/surroundings.ts";
import { listTrackedFiles } from "./disk/tracked-files.ts";
import { orderFindings } from "./finding-order.ts";
import { type ConfigFile, findConfigFile, type SearchPlace } from "./load/config-file.ts";
import { loadConfig } from "./load/load-config.ts";
import type { LoadedConfig } from "./load/loaded-config.ts";
import { locateFindings } from "./load/locate-findings.ts";
import { copyPlain } from "./load/plain-value.ts";
import { describeFault } from "./load/value-fault.ts";
import type { World } from "./world/world.ts";

/**
 * An opened fleet: what is declared, all that follows from it, and everything that is wrong. It is what it
 * was when it was opened, whatever happens to the disk afterwards.
 */
export interface Project {
  /** Where it was opened. */
  readonly world: World;
  /** Undefined where no config was found. */
  readonly config: ConfigFile | undefined;
  /**
   * The fleet and all that was computed from it (`declared`, `resolved`, `homes`, `secrets`, …), with what
   * is remembered of runs before; undefined where the config gave no declaration. With an error among the
   * `findings` it says what could be worked out, and nothing may be written from it.
   */
  readonly fleet: LockedFleet | undefined;
  /** What the config exports, as it does; undefined where that is nothing, or no config was found. */
  readonly input: unknown;
  /** The generated files, rendered when they are first asked for; none where an error stands in the way. */
  readonly files: () => readonly GeneratedFile[];
  /** What git tracks; undefined where nothing is known about it. */
  readonly tracked: ReadonlySet<string> | undefined;
  /** What git has not merged. */
  readonly unmerged: ReadonlySet<string>;
  /** All findings with their places, in order, without those that the declaration accepts. */
  readonly findings: readonly Finding[];
  /** The findings that the declaration accepts, with its reasons, in order. */
  readonly accepted: readonly AcceptedFinding[];
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
  fleet: undefined,
  input: undefined,
  files: () => [],
  tracked: undefined,
  unmerged: new Set<string>(),
  accepted: [],
  prefix: "",
};

/** Which fleet to open, and how. */
export interface OpenOptions extends SearchPlace {
  /** Whether a fleet.lock.json that is gone counts as one that never was. Default: false. */
  readonly mayStartAnew?: boolean;
}

/**
 * Finds, loads and computes a fleet: the one in `root`, else the nearest from `from` upwards. Rejects
 * never for a mistake of its author; what is wrong is among the `findings`.
 */
export async function openProject(
  world: World,
  { mayStartAnew = false, ...place }: OpenOptions = {},
): Promise<Project> {
  const found = findConfigFile(world, place);
  if (!found.ok) {
    return { world, ...nowhere, findings: found.diagnostics, readSource: () => undefined };
  }
  const config = found.value;
  const git = listTrackedFiles(world, config.root);
  const loaded = await loadConfig(world, config);
  const { fleet, emission, diagnostics } = await compileLoaded(world, {
    config,
    loaded,
    git,
    mayStartAnew,
  });
  const all = sortDiagnostics([...loaded.diagnostics, ...diagnostics]);
  const texts = createSourceReader(loaded.files);
  const located = await locateFindings(all, {
    name: config.name,
    text: loaded.text,
    source: texts(config.name),
  });
  return {
    world,
    config,
    fleet,
    input: loaded.input,
    files: () => emission?.files() ?? [],
    tracked: (await git).tracked,
    unmerged: (await git).unmerged,
    ...acceptFindings(fleet, orderFindings({ readSource: texts }, located)),
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
  const { config, fleet } = project;
  if (config === undefined || diagnostics.length === 0) return project;
  const located = await locateInConfig(project, sortDiagnostics(diagnostics));
  const { findings, accepted } = acceptFindings(fleet, located);
  return {
    ...project,
    findings: orderFindings(project, [...project.findings, ...findings]),
    accepted: [...project.accepted, ...accepted],
  };
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
  const copied = copyPlain(loaded.input);
  if (!copied.ok) {
    const fault = describeFault(copied.fault, { root, files: loaded.files });
    return { ...nothing, diagnostics: [fault] };
  }
  const { value, diagnostics } = declareFleet(copied.value);
  if (value === undefined) return { ...nothing, diagnostics: sortDiagnostics(diagnostics) };
  const known = { ...around, root, configFiles: loaded.files };
  const gathered = await gatherSurroundings(world, known, value.wanted);
  const compilation = await compileTold(world, { value, diagnostics }, { ...gathered, root });
  const isBroken = loaded.diagnostics.some(isError);
  return isBroken ? { ...compilation, emission: undefined } : compilation;
}

/** A module that is missing may be in the last commit, or under another name; only then anybody looks. */
async function compileTold(
  world: World,
  declared: Outcome<DeclaredFleet>,
  gathered: Gathered & { readonly root: string },
): Promise<Compilation> {
  const compiled = await compileFleet(declared, gathered);
  if (!compiled.diagnostics.some(({ code }) => code === "core/missing-file")) return compiled;
  const { root, surroundings } = gathered;
  const [{ tellMovedFiles }, { listAtHead }] = await Promise.all([
    import("./strays/moved-files.ts"),
    import("./disk/git-head.ts"),
  ]);
  const committed = surroundings.tracked === undefined ? undefined : await listAtHead(world, root);
  const around = { ...gathered, surroundings: { ...surroundings, committed } };
  return tellMovedFiles(world, await compileFleet(declared, around), around);
}

/** The texts of files, each decoded once: every finding asks for that of its file. */
function createSourceReader(
  files: ReadonlyMap<string, Uint8Array>,
): (file: string) => string | undefined {
  const texts = new Map<string, string>();
  return (file) => {
    const bytes = files.get(file);
    if (bytes === undefined) return undefined;
    const text = texts.get(file) ?? decodeText(bytes);
    texts.set(file, text);
    return text;
  };
}

function leadTo(from: string, root: string): string {
  const path = relative(from, root);
  return path === "" ? "" : `${path}/`;
}
