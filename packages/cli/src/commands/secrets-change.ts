import { showLine } from "@fleet/diagnostics";
import { planRotations, planSyncs } from "@fleet/sops";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderPlan } from "../views/plan-text.ts";
import { type Change, changeFiles } from "./file-change.ts";

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
