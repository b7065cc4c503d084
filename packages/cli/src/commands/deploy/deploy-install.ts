import type { DeployStep } from "@fleet/codegen/deploy";
import { type Checked, type Finding, quote } from "@fleet/diagnostics";
import { planInstalled } from "@fleet/project/deploy";
import { createProblem } from "@fleet/project/internal";
import { resolve } from "pathe";
import type { Invocation } from "../../command/command.ts";
import { textOf } from "../life/option-values.ts";

/** Options that say how a machine is installed, and nothing of anything else. */
const installOptions = ["target-host", "extra-files", "copy-host-keys"] as const;

/** What is said of an installation where none is wanted. */
export function refuseStrayOptions({ options }: Pick<Invocation, "options">): readonly Finding[] {
  if (options.has("install")) return [];
  return installOptions
    .filter((name) => options.has(name))
    .map((name) =>
      createProblem("not-installable", `--${name} is about a machine that is installed.`, {
        help: "Write --install as well where its disks are to be erased; or leave it out.",
      }),
    );
}

/** The command that installs the only host that is named, once all fits that it needs. */
export function planInstalledHost(
  invocation: Invocation,
  fleet: Parameters<typeof planInstalled>[1],
): Checked<DeployStep> {
  const { operands, passedOn, options, world } = invocation;
  const folder = textOf(invocation, "extra-files");
  return planInstalled(world, fleet, {
    names: [...operands, ...passedOn],
    address: textOf(invocation, "target-host"),
    extraFiles: folder === undefined ? undefined : resolve(world.folder, folder),
    keepsHostKeys: options.has("copy-host-keys"),
  });
}

/** What has to be agreed to once more, because nothing brings it back. */
export function describeErasure(id: string, { words }: DeployStep): string {
  const target = words[words.indexOf("--target-host") + 1] ?? "";
  return `All disks of ${quote(target)} that the system of ${quote(id)} formats are erased, with all that is on them.`;
}
