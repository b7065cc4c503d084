import { type Diagnostic, isError } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import { listOwed, recordRotation, reportDebts, type SecretsRecord } from "@fleet/secrets";
import type { ChangePlan, ChangeRequest, RewriteTask, Workshop } from "@fleet/sops";
import {
  findSops,
  groupFailures,
  holdWorkFolder,
  inspectTasks,
  readSecrets,
  rewriteAll,
  type SecretsProject,
  type WorkFolder,
  writeRecordFile,
} from "@fleet/sops";
import type { CommandResult, Invocation } from "../command/command.ts";
import { confirm } from "../command/question.ts";
import { searchPlace } from "../command/search-place.ts";
import { type ChangeOutcome, concludeChange } from "./change-conclusion.ts";

/** A command that changes files. */
export interface Change {
  readonly kind: RewriteTask["kind"];
  readonly plan: (opened: SecretsProject, request: ChangeRequest) => ChangePlan;
  /** The plan as people read it. */
  readonly describe: (opened: SecretsProject, tasks: readonly RewriteTask[]) => string;
}

/** Changes files through sops: plans, looks for obstacles, asks, does it, and keeps the record. */
export async function changeFiles(invocation: Invocation, change: Change): Promise<CommandResult> {
  const project = await openProject(searchPlace(invocation));
  const { config, findings } = project;
  const conclude = (outcome: Partial<ChangeOutcome>) =>
    concludeChange(invocation, { change, project, outcome });
  if (config === undefined || findings.some(isError)) return conclude({});
  if (invocation.options.has("dry-run")) {
    return conclude(await planAndChange(invocation, { change, project, folder: undefined }));
  }
  const held = holdWorkFolder(config.root);
  if (!held.ok) return conclude({ diagnostics: held.diagnostics });
  try {
    return await conclude(await planAndChange(invocation, { change, project, folder: held.value }));
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

async function planAndChange(
  invocation: Invocation,
  { change, project, folder }: Site,
): Promise<Partial<ChangeOutcome>> {
  const read = readSecrets(project);
  if (!read.ok) return { diagnostics: read.diagnostics };
  const opened = read.value;
  const damage = opened.recordFile.diagnostics;
  if (damage.some(isError)) return { opened, diagnostics: damage };
  const { tasks, obstacles, notes } = change.plan(opened, {
    named: [...invocation.operands, ...invocation.passedOn],
    folder: invocation.terminal.folder,
  });
  if (obstacles.some(isError)) return { opened, diagnostics: obstacles };
  const planned = { opened, planned: tasks };
  if (folder === undefined) return { ...planned, diagnostics: notes };
  if (tasks.length === 0) {
    const problems = writeRecordFile(opened.config.root, opened.record);
    const owed = reportDebts(opened.record);
    return { ...planned, isDone: true, diagnostics: [...notes, ...problems, ...owed] };
  }
  const sops = await findSops(process.env);
  if (!sops.ok) return { ...planned, diagnostics: [...notes, ...sops.diagnostics] };
  const workshop = { root: opened.config.root, work: folder.path, sops: sops.value };
  const { keyring } = opened.secrets;
  const found = await inspectTasks({ tasks, workshop, keyring, variables: process.env });
  if (found.length > 0) return { ...planned, diagnostics: [...notes, ...found] };
  const refusal = confirm(invocation, {
    plan: change.describe(opened, tasks),
    help: "Look at them with --dry-run, then agree to them with --yes.",
  });
  if (refusal !== undefined) return { ...planned, diagnostics: [...notes, refusal] };
  return carryOut(invocation, { change, opened, tasks, notes, workshop });
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
async function carryOut(
  { terminal }: Invocation,
  { change, opened, tasks, notes, workshop }: Work,
): Promise<Partial<ChangeOutcome>> {
  const { config, project, secrets } = opened;
  const before = writeRecordFile(config.root, opened.record);
  if (before.length > 0) return { opened, planned: tasks, diagnostics: [...notes, ...before] };
  const { done, failed } = await rewriteAll(tasks, workshop, terminal.showProgress);
  const after = readSecrets(project);
  if (!after.ok) throw new Error("bug: a declaration changed while it was in memory");
  const rotated = change.kind === "rotate" ? done.map(({ path }) => path) : [];
  const record: SecretsRecord = recordRotation(after.value.record, rotated);
  const problems = writeRecordFile(config.root, record);
  return {
    opened: after.value,
    planned: tasks,
    done,
    isDone: true,
    owed: listOwed(record),
    diagnostics: [
      ...notes,
      ...groupFailures(failed, secrets.keyring),
      ...problems,
      ...reportDebts(record),
    ],
  };
}
