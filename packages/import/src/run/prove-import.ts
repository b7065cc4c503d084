import { generatedPaths } from "@fleet/codegen";
import type { Outcome } from "@fleet/diagnostics";
import { openProject, type Project, type World } from "@fleet/project";
import { encodeText, lockPath, withPlannedFiles } from "@fleet/project/internal";
import { foundOfFleet } from "../found/of-fleet/found-of-fleet.ts";
import { compareFiles } from "../proof/compare-files.ts";
import { compareFound } from "../proof/compare-found.ts";
import type { Comparison } from "../proof/comparison.ts";
import { proveFlake } from "../proof/prove-flake.ts";
import type { ImportRoot } from "./import-root.ts";
import type { FoundSources } from "./read-sources.ts";

/** What a declaration comes to that no disk has yet. */
export interface ProvenImport {
  /** The fleet as it would be opened, with its findings. */
  readonly project: Project;
  /** What it comes to beside what was found, by what fleet computes. */
  readonly computed: Comparison;
  /** The same by what Nix makes of it; undefined where it was not asked. */
  readonly evaluated: Comparison | undefined;
  /** Encrypted files that another tool owns. */
  readonly ignoredFiles: number;
}

/** The name by which a config is opened, wherever it will stand. */
const configName = "fleet.config.ts";

/** Opens a config as the fleet would be opened with it. Nothing is written. */
export async function openImport(
  world: World,
  { root, configs }: ImportRoot,
  text: string,
): Promise<Project> {
  // What other tools wrote under the names of fleet's own files does not count either, and what is on record of a
  // fleet that is there is that fleet's.
  const gone = [...configs, ...generatedPaths, ...(configs.length === 0 ? [] : [lockPath])];
  const planned = withPlannedFiles(
    world,
    root,
    new Map([...gone.map((path) => [path, undefined] as const), [configName, encodeText(text)]]),
  );
  const opened = await openProject(planned, { root, mayStartAnew: configs.length > 0 });
  return { ...opened, world, findings: opened.findings.filter(isOfImport) };
}

/** What is proven. */
export interface ImportToProve {
  readonly place: ImportRoot;
  readonly text: string;
  readonly found: FoundSources;
  /** The fleet as it is opened with the text. */
  readonly project: Project;
}

/** Compares what a config comes to with what was found. Nothing is written. */
export async function proveImport(
  world: World,
  { place, text, found, project }: ImportToProve,
  { isProven }: { readonly isProven: boolean },
): Promise<Outcome<ProvenImport>> {
  const { root } = place;
  const { fleet } = project;
  const computed = compareComputed(found, fleet);
  const proof = { project, ...computed, evaluated: undefined };
  if (!isProven || found.flake === undefined || fleet === undefined) {
    return { value: proof, diagnostics: [] };
  }
  const files = new Map([[configName, text]]);
  const { flake, surveyed, gaps, unreadable } = found;
  const known = { found: surveyed, gaps, unreadable };
  const outcome = await proveFlake({ flake, ...known, files, world, root });
  return { value: { ...proof, evaluated: outcome.value }, diagnostics: outcome.diagnostics };
}

function compareComputed(
  { surveyed, fleet: all, sops }: FoundSources,
  fleet: Project["fleet"],
): Pick<ProvenImport, "computed" | "ignoredFiles"> {
  // Without a flake, what other sources say of hosts is all that there is.
  const before = surveyed.hosts.length + surveyed.homes.length > 0 ? surveyed : all;
  const after = fleet === undefined ? { hosts: [], homes: [] } : foundOfFleet(fleet);
  const compared = compareFound(before, after);
  if (sops === undefined) return { computed: compared, ignoredFiles: 0 };
  const files = compareFiles(sops, { secrets: fleet?.secrets });
  return {
    computed: {
      ...compared,
      equal: { ...compared.equal, files: files.equal },
      differences: [...compared.differences, ...files.differences],
    },
    ignoredFiles: files.ignored,
  };
}

/** That git does not track a file that is on no disk yet goes without saying. */
function isOfImport({ code, file }: Project["findings"][number]): boolean {
  return !(code === "cli/untracked-file" && file === configName);
}
