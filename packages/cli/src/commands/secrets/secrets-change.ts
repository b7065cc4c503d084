import { isError, renderJson, showLine } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import {
  type Change,
  type ChangeOutcome,
  changeFiles,
  locateInProject,
  type RewriteTask,
  type SecretsProject,
} from "@fleet/sops";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { confirm } from "../../command/question.ts";
import { searchPlace } from "../../command/search-place.ts";
import { renderPlan, renderRemoteKeys, renderUntold } from "../../views/plan/plan-text.ts";
import { describeChangedFiles, renderChange } from "../../views/secrets/change-report.ts";

/** Brings the recipients of secret files in line with the declaration. */
export function syncSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeSecrets(invocation, "sync");
}

/** Gives secret files a new data key. */
export function rotateSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeSecrets(invocation, "rotate");
}

async function changeSecrets(invocation: Invocation, kind: Change["kind"]): Promise<CommandResult> {
  const { options, operands, passedOn, terminal, world } = invocation;
  const project = await openProject(world, searchPlace(invocation));
  const outcome = await changeFiles(project, {
    kind,
    request: { named: [...operands, ...passedOn], folder: world.folder },
    isDry: options.has("dry-run"),
    agree: (opened, tasks, untold) =>
      confirm(invocation, {
        plan: describePlan(kind, opened, tasks) + renderUntold(untold, project.prefix),
        help: "Look at them with --dry-run, then agree to them with --yes.",
      }),
    showProgress: terminal.showProgress,
  });
  return conclude(invocation, { kind, project, outcome });
}

interface Concluded {
  readonly kind: Change["kind"];
  readonly project: Project;
  readonly outcome: Partial<ChangeOutcome>;
}

/** Says what was done: findings go to the standard error, the rest to the output. */
async function conclude(
  { options, operands, terminal }: Invocation,
  { kind, project, outcome }: Concluded,
): Promise<CommandResult> {
  const findings = await locateInProject(project, outcome.diagnostics ?? []);
  const exitCode = chooseExitCode(findings);
  const { opened, planned = [], done = [], isDone = false, remembered, forgiven = 0 } = outcome;
  const changed = { kind, planned, done };
  if (options.has("json")) {
    const files = describeChangedFiles(changed);
    const { owed = [], remembered = 0 } = outcome;
    const more = { written: done.length > 0, remembered, forgiven, files, owed };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const stderr = renderForPeople(terminal, project, findings);
  if (opened === undefined || outcome.planned === undefined) {
    return { exitCode, stdout: "", stderr };
  }
  const isDry = options.has("dry-run");
  const tasks = isDry ? planned : done;
  // Who was asked has seen the plan.
  const isPlanShown = (isDry || options.has("yes")) && tasks.length > 0;
  const plan = isPlanShown ? describePlan(kind, opened, tasks) : "";
  const shown = {
    ...(operands.length > 0 ? { encrypted: undefined } : countFiles(opened)),
    hasLeftAny: findings.some(isError),
  };
  return {
    exitCode,
    stdout: renderChange({ ...changed, ...shown, isDry, isDone, remembered, forgiven, plan }),
    stderr,
  };
}

/** How many files are encrypted, each once however many links lead to it, and how many of them no rule is about. */
function countFiles({ status, scan }: SecretsProject) {
  const own = status.files.filter(
    ({ file, rule }) =>
      file.header !== undefined && !scan.links.has(file.path) && rule?.owner === undefined,
  );
  const ruled = own.filter(({ rule }) => rule !== undefined);
  return { encrypted: ruled.length, unruled: own.length - ruled.length };
}

/** The plan as people read it: what happens to the files, then whom sops talks to about them. */
function describePlan(
  kind: Change["kind"],
  opened: SecretsProject,
  tasks: readonly RewriteTask[],
): string {
  const remote = renderRemoteKeys(tasks.map(({ remote }) => remote));
  return describers[kind](opened, tasks) + (remote === "" ? "" : `\n${remote}`);
}

type DescribeTasks = (opened: SecretsProject, tasks: readonly RewriteTask[]) => string;

const describers: { readonly [K in Change["kind"]]: DescribeTasks } = {
  sync: ({ project }, tasks) =>
    renderPlan(
      tasks.flatMap(({ plan }) => plan ?? []),
      project.prefix,
    ),
  rotate: ({ project }, tasks) =>
    tasks
      .flatMap(({ path, plan }) => [
        showLine(`${project.prefix}${path}`),
        ...(plan?.loses ?? []).map((name) => `  - ${showLine(name)} no longer can decrypt it`),
      ])
      .map((line) => `${line}\n`)
      .join(""),
};
