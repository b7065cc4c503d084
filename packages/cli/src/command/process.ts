import { nodeWorld } from "@fleet/project/node";
import { end, ownTerminal, reportBug } from "../start/standard-output.ts";
import type { CommandResult } from "./command.ts";
import { run } from "./run.ts";

/** Runs the command line of this process, prints what it says, and ends the process. */
export async function runProcess(): Promise<void> {
  end(await runGuarded());
}

/**
 * What a config imports from `@fleet/core` is the command's own copy, always: a config needs no
 * `node_modules`, loads nothing twice, and cannot be written against another version than the one
 * that reads it.
 */
const ownPackages: ReadonlyMap<string, string> = new Map([
  // The file is core.ts in a checkout, and ./core.js where everything is bundled.
  [
    "@fleet/core",
    new URL(import.meta.url.endsWith(".ts") ? "../core.ts" : "./core.js", import.meta.url).href,
  ],
]);

async function runGuarded(): Promise<CommandResult> {
  try {
    return await run(process.argv.slice(2), ownTerminal(), () => nodeWorld({ ownPackages }));
  } catch (error) {
    return reportBug(error);
  }
}
