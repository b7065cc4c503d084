import { type Finding, isError } from "@fleet/diagnostics";
import { openProject } from "../project.ts";
import { memoryWorld } from "../world/memory-world.ts";
import type { World } from "../world/world.ts";
import type { PlacedFile } from "./place-files.ts";

/** Where the files stand while nothing of them is on any disk. */
const folder = "/fleet";

/** Computes a fleet that is on no disk yet, with the files that are there as they are, and gives its errors. */
export async function proveInit(
  { scripts }: Pick<World, "scripts">,
  placed: readonly PlacedFile[],
): Promise<readonly Finding[]> {
  const world = memoryWorld({
    folder,
    files: Object.fromEntries(placed.map(({ path, text }) => [path, text])),
    scripts: (disk) => ({
      run: (call) => scripts.run({ ...call, disk }),
      stripTypes: scripts.stripTypes,
    }),
  });
  const project = await openProject(world, { root: folder });
  return project.findings.filter(isError);
}
