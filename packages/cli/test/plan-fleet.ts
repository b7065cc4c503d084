import { nodeWorld } from "@fleet/project/node";
import type { Run } from "@fleet/test-kit";
import { runIn } from "./run-fleet.ts";

/** Runs the command in a folder as on a terminal of 80 columns, with the real git. */
export function runFleetIn(folder: string, args: readonly string[]): Promise<Run> {
  const { PATH, HOME } = process.env;
  const world = nodeWorld({ folder, environment: { PATH, HOME } });
  return runIn({ ...world, confirm: undefined }, args, 80);
}
