import { type FleetJson, fleetJsonPath, readFleetJson } from "@fleet/codegen";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { ConfigFile, Project, World } from "@fleet/project";
import {
  decodeText,
  isSource,
  isUnrun,
  listRootFiles,
  readLocalFile,
  readStamp,
} from "@fleet/project/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { compareSecrets, type SecretsTerms } from "./secrets-comparison.ts";
import { askGitForNames, type OpenedSecrets, openSecrets } from "./secrets-project.ts";
import { readToldSecrets } from "./told-secrets.ts";

/** The secrets, and what they were compared with. */
export interface KnownSecrets {
  /** The project, without the finding that its config was not run where that is made up for. */
  readonly project: Project;
  readonly read: OpenedSecrets;
  /** Where the declaration was not to be had: what spoke for it, and the config that was not run. */
  readonly told: { readonly from: string; readonly unrun: string } | undefined;
}

/**
 * The secrets of a project as `openSecrets` gives them; of one whose config is a script that was not run, by
 * what the `fleet.json` of the tree says. Whoever may change the tree may have written that.
 */
export async function openKnownSecrets(project: Project): Promise<KnownSecrets> {
  const { world, config } = project;
  if (config === undefined || !isUnrun(project)) {
    return { project, read: await openSecrets(project), told: undefined };
  }
  const paths = listRootFiles(world.disk, config.root);
  const answer = readTold(world, config, paths);
  const { diagnostics } = answer;
  if (!answer.ok) return { project, read: { ok: false, diagnostics }, told: undefined };
  const told = { from: fleetJsonPath, unrun: config.name };
  const known = { ...project, findings: diagnostics };
  if (answer.terms === undefined) {
    const nothing = createProblem("no-secrets", `${fleetJsonPath} says nothing of secrets.`, {
      severity: "warning",
      file: fleetJsonPath,
    });
    return { project: known, read: { ok: false, diagnostics: [nothing] }, told };
  }
  const value = await askGitForNames(
    compareSecrets({ project: known, config, paths }, answer.terms),
  );
  return { project: known, read: { ok: true, value }, told };
}

type Told =
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly ok: true;
      /** Undefined where nothing is said of secrets. */
      readonly terms: SecretsTerms | undefined;
      readonly diagnostics: readonly Diagnostic[];
    };

function readTold(world: World, config: ConfigFile, paths: ReadonlySet<string>): Told {
  const path = join(config.root, fleetJsonPath);
  if (world.disk.inspect(path) === undefined) {
    const message = `There is no ${fleetJsonPath} to answer from, and ${quote(config.name)} was not run.`;
    const help = "It is what `fleet generate` writes, and belongs into git.";
    return refuse([createProblem("no-fleet-json", message, { file: fleetJsonPath, help })]);
  }
  const file = readLocalFile(world.disk, { root: config.root, path, name: fleetJsonPath });
  if (!file.ok) return refuse([file.diagnostic]);
  const { value, diagnostics } = readFleetJson(decodeText(file.bytes));
  if (value === undefined || diagnostics.length > 0) return refuse(diagnostics);
  const doubts = [
    ...findEdits(world, file.bytes),
    ...reportOutdated(listChanged(world, { config, paths, sources: value.sources })),
  ];
  if (!value.hasSecrets) return { ok: true, terms: undefined, diagnostics: doubts };
  const terms = readToldSecrets(value);
  if (!("unclear" in terms)) return { ok: true, terms, diagnostics: doubts };
  const message = `${fleetJsonPath} does not say ${terms.unclear}: an older fleet wrote it, or it is damaged.`;
  const help = "Have somebody who trusts the config run `fleet generate`.";
  return refuse([createProblem("no-fleet-json", message, { file: fleetJsonPath, help })]);
}

function refuse(diagnostics: readonly Diagnostic[]): Told {
  return { ok: false, diagnostics };
}

function findEdits(world: World, bytes: Uint8Array): Diagnostic[] {
  if (readStamp(world, bytes) === "intact") return [];
  const message = `${fleetJsonPath} is not as fleet wrote it: its digest is another one.`;
  const help = "Look for what was changed: `git log -p -- fleet.json`.";
  return [createProblem("edited-file", message, { file: fleetJsonPath, help })];
}

interface Sources {
  readonly config: ConfigFile;
  readonly paths: ReadonlySet<string>;
  readonly sources: FleetJson["sources"];
}

/** The sources that are others by now; the config is one of them in any case. */
function listChanged(world: World, { config, paths, sources }: Sources): string[] {
  const { root, name: own } = config;
  const isAsBefore = (name: string) => {
    if (!paths.has(name)) return false;
    const recorded = sources?.get(name);
    const file = readLocalFile(world.disk, { root, path: join(root, name), name });
    return file.ok && recorded !== undefined && isSource(world, file.bytes, recorded);
  };
  return [...new Set([own, ...(sources?.keys() ?? [])])].filter((name) => !isAsBefore(name));
}

function reportOutdated([first, ...others]: readonly string[]): Diagnostic[] {
  if (first === undefined) return [];
  const rest = others.length > 0 ? ` and ${others.length} more` : "";
  const message = `${quote(first)}${rest} changed since ${fleetJsonPath} was written, so that it may be about another fleet.`;
  const help = "Have somebody who trusts the config run `fleet generate`.";
  return [createProblem("outdated-fleet-json", message, { file: fleetJsonPath, help })];
}
