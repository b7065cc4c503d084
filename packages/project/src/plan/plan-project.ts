import { fleetJsonPath, sopsYamlPath } from "@fleet/codegen";
import { compareFleets, type FleetFacts, factsOfFleet, type Plan } from "@fleet/codegen/plan";
import type { Checked } from "@fleet/diagnostics";
import { join } from "pathe";
import { accessGraphOf } from "../compute/access-graph.ts";
import { isOfDeclaration } from "../disk-errors.ts";
import type { Project } from "../project.ts";
import { isUnrun } from "../world/unrun-scripts.ts";
import { type Commit, defaultRevision, findCommit } from "./commit.ts";
import { explainProject, type PlanSide, readCommittedFleet, tellFiles } from "./committed-fleet.ts";

/** What a change of a fleet means, and what was compared. */
export interface ProjectPlan {
  readonly plan: Plan;
  readonly before: PlannedFrom;
  readonly after: Omit<PlannedFrom, "commit">;
  /** What there is to say of what was compared: sentences. */
  readonly notes: readonly string[];
}

/** What one side of a plan was learned from. */
export interface PlannedFrom {
  /** The id of the commit; undefined where there is none yet. */
  readonly commit: string | undefined;
  readonly source: FleetFacts["source"];
}

/**
 * What it means that the fleet of a project takes the place of the one that a revision has. Default: of the last
 * commit. The errors of the project itself are its own to report: with one about the declaration, there is no plan.
 */
export async function planProject(
  project: Project,
  { against = defaultRevision }: { readonly against?: string } = {},
): Promise<Checked<ProjectPlan>> {
  const { world, config } = project;
  const after = config === undefined ? undefined : await readSide(project, config.root);
  if (config === undefined || after === undefined) return { ok: false, diagnostics: [] };
  const commit = await findCommit(world, config.root, against);
  if (!commit.ok) return commit;
  const before = await readCommittedFleet(world, config.root, commit.value);
  if (!before.ok) return before;
  const plan = compareFleets(before.value.facts, after.facts);
  return {
    ok: true,
    value: describe(plan, { project, commit: commit.value, before: before.value, after }),
    diagnostics: [],
  };
}

/** The fleet of a project; as its `fleet.json` says where its config is a script that is not run. */
async function readSide(project: Project, root: string): Promise<PlanSide | undefined> {
  const { world, fleet } = project;
  if (fleet !== undefined && !project.findings.some(isOfDeclaration)) {
    const access = await accessGraphOf(fleet, { disk: world.disk, root });
    return { facts: factsOfFleet(fleet, { access }), note: undefined };
  }
  if (!isUnrun(project)) return undefined;
  const [fleetJson, sopsYaml] = [fleetJsonPath, sopsYamlPath].map((path) => {
    const file = join(root, path);
    return world.disk.follow(file)?.kind === "file" ? world.disk.read(file) : undefined;
  });
  const told = tellFiles(world, { fleetJson, sopsYaml });
  if (told === undefined) return undefined;
  const note = `What is now is known from fleet.json alone: ${explainProject(project)}.`;
  return { facts: told.facts, note };
}

function describe(
  plan: Plan,
  {
    project,
    commit,
    before,
    after,
  }: {
    readonly project: Project;
    readonly commit: Commit;
    readonly before: PlanSide;
    readonly after: PlanSide;
  },
): ProjectPlan {
  const merging =
    project.unmerged.size > 0
      ? ["A merge is under way: what is not merged yet may still change."]
      : [];
  return {
    plan,
    before: { commit: commit.id, source: before.facts.source },
    after: { source: after.facts.source },
    notes: [...[before.note, after.note].filter((note) => note !== undefined), ...merging],
  };
}
