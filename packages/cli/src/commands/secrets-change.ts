import { showLine } from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { type Change, changeFiles, type RewriteTask, type SecretsProject } from "@fleet/sops";
import type { CommandResult, Invocation } from "../command/command.ts";
import { confirm } from "../command/question.ts";
import { searchPlace } from "../command/search-place.ts";
import { concludeChange } from "../views/change-report.ts";
import { renderPlan } from "../views/plan-text.ts";

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
  const describe = describers[kind];
  const outcome = await changeFiles(project, {
    kind,
    request: { named: [...operands, ...passedOn], folder: world.folder },
    isDry: options.has("dry-run"),
    agree: (opened, tasks) =>
      confirm(invocation, {
        plan: describe(opened, tasks),
        help: "Look at them with --dry-run, then agree to them with --yes.",
      }),
    showProgress: terminal.showProgress,
  });
  return concludeChange(invocation, { kind, describe, project, outcome });
}

/** The plan as people read it. */
export type DescribeTasks = (opened: SecretsProject, tasks: readonly RewriteTask[]) => string;

const describers: { readonly [K in Change["kind"]]: DescribeTasks } = {
  sync: ({ project }, tasks) =>
    renderPlan(
      tasks.flatMap(({ plan }) => plan ?? []),
      project.prefix,
    ),
  rotate: ({ project }, tasks) =>
    tasks.map(({ path }) => `${showLine(`${project.prefix}${path}`)}\n`).join(""),
};
