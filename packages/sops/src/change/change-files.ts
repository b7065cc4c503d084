import { type Diagnostic, isError } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { isOfDeclaration } from "@fleet/project/internal";
import { listDebtors, type NamedDebt, recordRotation, type SecretsRecord } from "@fleet/secrets";
import { reportOwed } from "../open/owed.ts";
import { countChanged, countForgiven, writeRecordFile } from "../open/record-file.ts";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import { openSecrets, readSecrets } from "../open/secrets-project.ts";
import { findSops } from "../program/sops-program.ts";
import type { ChangePlan, ChangeRequest } from "./change-plan.ts";
import { groupFailures } from "./grouped-failures.ts";
import { followLinks } from "./linked-files.ts";
import { inspectTasks } from "./preflight.ts";
import type { RewriteTask } from "./rewrite-task.ts";
import { rewriteAll } from "./rewriting.ts";
import { planRotations } from "./rotate-selection.ts";
import { planSyncs } from "./sync-selection.ts";
import { holdWorkFolder, type WorkFolder } from "./work-folder.ts";
import type { Workshop } from "./working-copy.ts";

/** What to do with secret files. */
export interface Change {
  /** `sync` brings their recipients in line with the declaration, `rotate` gives them a new data key. */
  readonly kind: RewriteTask["kind"];
  readonly request: ChangeRequest;
  /** Whether it is only planned, and nothing is written. */
  readonly isDry: boolean;
  /**
   * Whether somebody agrees to what is planned; else why not. Of the tasks in `untold` only the work itself
   * shows whether it can be done.
   */
  readonly agree: (
    opened: SecretsProject,
    tasks: readonly RewriteTask[],
    untold: readonly RewriteTask[],
  ) => Diagnostic | undefined;
  /** Shows what is going on; "" for nothing. */
  readonly showProgress: (text: string) => void;
}

/** What came of it, as far as it got. */
export interface ChangeOutcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly opened: SecretsProject;
  /** What was, or would be, to be done. */
  readonly planned: readonly RewriteTask[];
  /** What was done. */
  readonly done: readonly RewriteTask[];
  /** Whether it got to its end, although single files may have failed. */
  readonly isDone: boolean;
  readonly owed: readonly NamedDebt[];
  /** Of how many files the record was brought up to date; undefined where it was not written. */
  readonly remembered: number;
  /** Of them that was written down without a task: how many debts went, as their recipients read again. */
  readonly forgiven: number;
}

const planners: {
  readonly [K in Change["kind"]]: (opened: SecretsProject, request: ChangeRequest) => ChangePlan;
} = { sync: planSyncs, rotate: planRotations };

/** Changes files through sops: plans, looks for obstacles, asks, does it, and keeps the record. */
export async function changeFiles(
  project: Project,
  change: Change,
): Promise<Partial<ChangeOutcome>> {
  const { config, findings } = project;
  if (config === undefined || findings.some(isOfDeclaration)) return {};
  if (change.isDry) return planAndChange({ change, project, folder: undefined });
  const held = holdWorkFolder({ ...project, root: config.root });
  if (!held.ok) return { diagnostics: held.diagnostics };
  try {
    return await planAndChange({ change, project, folder: held.value });
  } finally {
    held.value.release();
  }
}

interface Site {
  readonly change: Change;
  readonly project: Project;
  /** Undefined where nothing may be written. */
  readonly folder: WorkFolder | undefined;
}

async function planAndChange({ change, project, folder }: Site): Promise<Partial<ChangeOutcome>> {
  const read = await openSecrets(project);
  if (!read.ok) return { diagnostics: read.diagnostics };
  const { world } = project;
  const opened = read.value;
  const { root } = opened.config;
  const damage = opened.recordFile.diagnostics;
  if (damage.some(isError)) return { opened, diagnostics: damage };
  const { tasks, obstacles, notes } = planners[change.kind](opened, change.request);
  if (obstacles.some(isError)) return { opened, diagnostics: obstacles };
  const planned = { opened, planned: tasks };
  if (folder === undefined) return { ...planned, diagnostics: notes };
  if (tasks.length === 0) {
    return { ...planned, isDone: true, ...remember(opened, notes) };
  }
  const sops = await findSops(world);
  if (!sops.ok) return { ...planned, diagnostics: [...notes, ...sops.diagnostics] };
  const workshop = { world, root, work: folder.path, sops: sops.value };
  const { keyring } = opened.secrets;
  const { obstacles: found, untold } = await inspectTasks({ tasks, workshop, keyring, world });
  if (found.length > 0) return { ...planned, diagnostics: [...notes, ...found] };
  const refusal = change.agree(opened, tasks, untold);
  if (refusal !== undefined) return { ...planned, diagnostics: [...notes, refusal] };
  return carryOut({ change, opened, tasks, notes, workshop });
}

/** With nothing to change, it is still remembered who can read what now. */
function remember(
  opened: SecretsProject,
  notes: readonly Diagnostic[],
): Pick<ChangeOutcome, "diagnostics"> & Partial<ChangeOutcome> {
  const { project, config, recordFile, record } = opened;
  const { diagnostics, isWritten } = writeRecordFile(project.world, config.root, record);
  const remembered = isWritten ? countChanged(recordFile.record, record) : undefined;
  return {
    ...(remembered === undefined
      ? {}
      : { remembered, forgiven: countForgiven(recordFile.record, record) }),
    diagnostics: [...notes, ...diagnostics, ...reportOwed(opened)],
  };
}

/** The files that were changed, and the links that lead to them: by any of these names they may owe. */
function namesOf(done: readonly RewriteTask[], opened: SecretsProject): string[] {
  const paths = new Set(done.map(({ path }) => path));
  const links = [...followLinks(opened)].filter(([, target]) => paths.has(target));
  return [...paths, ...links.map(([link]) => link)];
}

interface Work {
  readonly change: Change;
  readonly opened: SecretsProject;
  readonly tasks: readonly RewriteTask[];
  readonly notes: readonly Diagnostic[];
  readonly workshop: Workshop;
}

/**
 * The record is written before the first file is changed, too: if this run is killed, the next one
 * still knows who could read the files that this one has changed.
 */
async function carryOut({
  change,
  opened,
  tasks,
  notes,
  workshop,
}: Work): Promise<Partial<ChangeOutcome>> {
  const { config, project, secrets } = opened;
  const { world } = project;
  const before = writeRecordFile(world, config.root, opened.record).diagnostics;
  if (before.length > 0) return { opened, planned: tasks, diagnostics: [...notes, ...before] };
  const { done, failed } = await rewriteAll(tasks, workshop, change.showProgress);
  const after = readSecrets(project);
  if (!after.ok) throw new Error("bug: a declaration changed while it was in memory");
  const rotated = change.kind === "rotate" ? namesOf(done, after.value) : [];
  const record: SecretsRecord = recordRotation(after.value.record, rotated);
  const problems = writeRecordFile(world, config.root, record).diagnostics;
  return {
    opened: after.value,
    planned: tasks,
    done,
    isDone: true,
    owed: listDebtors(record, after.value.secrets.keyring),
    diagnostics: [
      ...notes,
      ...groupFailures(failed, secrets.keyring),
      ...problems,
      ...reportOwed(after.value, record),
    ],
  };
}
