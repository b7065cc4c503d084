import { fleetJsonPath, sopsYamlPath } from "@fleet/codegen";
import { type FleetFacts, factsOfFleet, factsOfText, noFacts } from "@fleet/codegen/plan";
import { type Checked, type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { accessGraphOf } from "../compute/access-graph.ts";
import { decodeText } from "../disk/bytes.ts";
import { readStamp } from "../disk/file-stamp.ts";
import { isOfDeclaration } from "../disk-errors.ts";
import { isConfigName } from "../load/config-file.ts";
import { openProject, type Project } from "../project.ts";
import { isUnrun } from "../world/unrun-scripts.ts";
import type { World } from "../world/world.ts";
import type { Commit, CommittedFile } from "./commit.ts";
import { createCommitDisk } from "./commit-disk.ts";
import { readBlobs } from "./committed-bytes.ts";

/** One side of a plan: its facts, and what there is to say of how they were learned. */
export interface PlanSide {
  readonly facts: FleetFacts;
  /** Why only its `fleet.json` could be asked, or why there is nothing; undefined where there is nothing to say. */
  readonly note: string | undefined;
}

/** What a declaration reads is no longer than this, in bytes; nor is all of it together. */
const limits = { file: 8 * 1024 * 1024, all: 96 * 1024 * 1024 } as const;

/**
 * The fleet as a commit has it: computed from its declaration, of which the files are read into memory and a script
 * is run from there, else as the `fleet.json` of the commit says. Nothing is written, and the work tree is not looked at.
 */
export async function readCommittedFleet(
  world: World,
  root: string,
  { id, files }: Commit,
): Promise<Checked<PlanSide>> {
  if (id === undefined) return tell(noFacts, "There is no commit yet: everything is new.");
  const outputs = new Map(files.map((file) => [file.path, file]));
  if (!files.some(({ path }) => isConfigName(path)) && !outputs.has(fleetJsonPath)) {
    return tell(noFacts, "There is no fleet in this folder there: everything is new.");
  }
  const project = await openCommitted(world, root, { id, files });
  const problem = project.fleet === undefined || project.findings.some(isOfDeclaration);
  if (project.fleet !== undefined && !problem) {
    const { config } = project;
    const place =
      config === undefined ? undefined : { disk: project.world.disk, root: config.root };
    const access = await accessGraphOf(project.fleet, place);
    return tell(factsOfFleet(project.fleet, { access }), undefined);
  }
  return readTold(world, root, { project, outputs });
}

/** Opens the fleet of a commit in a folder that is nowhere. */
async function openCommitted(world: World, root: string, { id, files }: Commit): Promise<Project> {
  const wanted = chooseFiles(files);
  const blobs = await readBlobs(world, root, wanted);
  const folder = `/commit-${id}`;
  const disk = createCommitDisk(folder, files, blobs);
  const { run, stripTypes } = world.scripts;
  const committed: World = {
    ...world,
    disk,
    folder,
    confirm: undefined,
    askLine: undefined,
    run: () =>
      Promise.resolve({ end: "unstarted", reason: "no program reads what is in a commit" }),
    scripts: { run: (call) => run({ ...call, disk, packagesOf: root }), stripTypes },
  };
  return openProject(committed, { root: folder });
}

/** The files whose bytes a declaration may read: Nix's are only looked for, and what fleet generates says nothing new. */
function chooseFiles(files: readonly CommittedFile[]): CommittedFile[] {
  let left: number = limits.all;
  return files.filter(({ path, size }) => {
    if (/\.nix$/.test(path) || /^fleet(?:\.index)?\.json$/.test(path) || size > limits.file)
      return false;
    left -= size;
    return left >= 0;
  });
}

/** The facts that the generated files of a commit tell. */
async function readTold(
  world: World,
  root: string,
  {
    project,
    outputs,
  }: { readonly project: Project; readonly outputs: ReadonlyMap<string, CommittedFile> },
): Promise<Checked<PlanSide>> {
  const paths = [fleetJsonPath, sopsYamlPath].map((path) => outputs.get(path));
  const blobs = await readBlobs(
    world,
    root,
    paths.filter((file) => file !== undefined),
  );
  const [fleetJson, sopsYaml] = paths.map((file) => blobs.get(file?.blob ?? ""));
  const side = tellFiles(world, { fleetJson, sopsYaml });
  const reason = explainProject(project);
  if (side === undefined) {
    const message = `What the fleet was there cannot be told: ${reason}, and there is no fleet.json of it.`;
    const help = "Compare with another commit: fleet plan --against COMMIT";
    return { ok: false, diagnostics: [createProblem("no-revision", message, { help })] };
  }
  const edited = side.isEdited ? " It was edited by hand." : "";
  const limit = "ways to root that follow from several things together are not compared";
  return tell(side.facts, `Known from its fleet.json alone: ${reason}; ${limit}.${edited}`);
}

/** The facts that generated files tell; undefined where there is no `fleet.json` to speak of. */
export function tellFiles(
  world: World,
  {
    fleetJson,
    sopsYaml,
  }: { readonly fleetJson: Uint8Array | undefined; readonly sopsYaml: Uint8Array | undefined },
): { readonly facts: FleetFacts; readonly isEdited: boolean } | undefined {
  if (fleetJson === undefined) return undefined;
  const isOurs = sopsYaml !== undefined && readStamp(world, sopsYaml) !== "foreign";
  const facts = factsOfText(decodeText(fleetJson), {
    sopsYaml: isOurs ? decodeText(sopsYaml) : undefined,
  });
  if (facts === undefined) return undefined;
  return { facts, isEdited: readStamp(world, fleetJson) === "edited" };
}

/** Why a project is not computed, within a sentence. */
export function explainProject(project: Project): string {
  if (isUnrun(project)) return "its config is a script, and was not run";
  const found: Diagnostic | undefined =
    project.findings.find(isOfDeclaration) ?? project.findings[0];
  if (found === undefined) return "its config says nothing";
  return `its config cannot be used (${quote(found.message)})`;
}

function tell(facts: FleetFacts, note: string | undefined): Checked<PlanSide> {
  return { ok: true, value: { facts, note }, diagnostics: [] };
}
