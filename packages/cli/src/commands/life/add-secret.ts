import { quote, shellPath } from "@fleet/diagnostics";
import { planSecret } from "@fleet/life";
import { openProject } from "@fleet/project";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { searchPlace } from "../../command/search-place.ts";
import { changeFleet } from "./change-command.ts";
import { editOne } from "./edit-secret.ts";
import { textOf, textsOf } from "./option-values.ts";

/** Declares a secret, and opens its file where somebody is there. */
export async function addSecret(invocation: Invocation): Promise<CommandResult> {
  const { operands, options, world } = invocation;
  const [name = ""] = operands;
  const request = { name, to: textsOf(invocation, "to"), file: textOf(invocation, "file") };
  const isOpened = world.confirm !== undefined && !options.has("json") && !options.has("dry-run");
  let paths: readonly string[] = [];
  const added = await changeFleet(invocation, {
    title: `add secret ${name}`,
    done: `Added the secret ${quote(name)}.`,
    isAsked: false,
    plan: async (opened) => {
      const planned = await planSecret(opened, request);
      if (!planned.ok) return planned;
      paths = planned.value.paths;
      const { change } = planned.value;
      const next = paths.map(
        (path) =>
          [`fleet secrets edit ${shellPath(path)}`, "opens the file in your editor"] as const,
      );
      const { facts, commands } = change.notes;
      const notes = { facts, commands: isOpened ? commands : [...commands, ...next] };
      return { ...planned, value: { ...change, notes } };
    },
  });
  if (added.exitCode !== 0 || !isOpened) return added;
  const project = await openProject(world, searchPlace(invocation));
  const results = [added];
  // Where sops opens a new file it shows an example: what to write has to be known before.
  for (const path of paths) {
    invocation.terminal.tell?.(
      `The editor opens ${quote(path)}. Write the value under the key ${quote(name)}, in the place of any example.`,
    );
    results.push(await editOne(invocation, project, path));
  }
  return {
    exitCode: results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
    stdout: results.map(({ stdout }) => stdout).join(""),
    stderr: results.map(({ stderr }) => stderr).join(""),
  };
}
