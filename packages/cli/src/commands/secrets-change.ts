import type { CommandResult, Invocation } from "../command.ts";
import { type Change, changeFiles } from "../secrets/file-change.ts";
import { renderPlan } from "../secrets/plan-text.ts";
import { planRotations } from "../secrets/rotate-selection.ts";
import { planSyncs } from "../secrets/sync-selection.ts";
import { showLine } from "../terminal-text.ts";

/** Brings the recipients of secret files in line with the declaration. */
export function syncSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeFiles(invocation, syncChange);
}

/** Gives secret files a new data key. */
export function rotateSecrets(invocation: Invocation): Promise<CommandResult> {
  return changeFiles(invocation, rotateChange);
}

const syncChange: Change = {
  kind: "sync",
  plan: planSyncs,
  describe: ({ project }, tasks) =>
    renderPlan(
      tasks.flatMap(({ plan }) => plan ?? []),
      project.prefix,
    ),
};

const rotateChange: Change = {
  kind: "rotate",
  plan: planRotations,
  describe: ({ project }, tasks) =>
    tasks.map(({ path }) => `${showLine(`${project.prefix}${path}`)}\n`).join(""),
};
