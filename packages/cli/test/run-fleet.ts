import { join } from "node:path";
import type { World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { type Run, spawnSource } from "@fleet/test-kit";
import { run } from "../src/command/run.ts";
import { version } from "../src/start/standard-output.ts";

/** Runs the command in a world, not on a terminal, or as for one of so many columns. */
export async function runIn(world: World, args: readonly string[], columns?: number): Promise<Run> {
  const terminal = {
    isInteractive: false,
    hasColour: { stdout: false, stderr: false },
    width: { stdout: columns, stderr: columns },
    version,
    workspace: world.environment["GITHUB_WORKSPACE"] ?? world.environment["CI_PROJECT_DIR"],
    showProgress: () => {},
    end: () => {},
  };
  const { exitCode, stdout, stderr } = await run(args, terminal, () => world);
  return { status: exitCode, stdout, stderr };
}

/**
 * Runs the command in this process: on the real disk, with the real git, sops and Nix, where nobody is
 * there to be asked, and with no more of the environment than is named.
 */
export async function runFleet(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { PATH, HOME } = process.env;
  const environment = { PATH, HOME, ...env };
  return runIn({ ...nodeWorld({ folder, environment }), confirm: undefined }, args);
}

const main = join(import.meta.dirname, "..", "src", "main.ts");

/** Starts the command in a process of its own, where the process itself is what matters. */
export function spawnFleet(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Run {
  return spawnSource(main, folder, { args, env });
}
