import { type MemoryWorldOptions, memoryWorld, type World } from "@fleet/project";
import { createScriptRunner } from "@fleet/project/node";
import type { Run } from "@fleet/test-kit";
import { runIn } from "./run-fleet.ts";

/** Runs of the command on one disk in memory. */
export interface MemoryFleet {
  readonly fleet: (...args: readonly string[]) => Promise<Run>;
  /** The text of a file, by its path from the fleet; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  /** Puts files in place of what is there. */
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly world: World;
}

/** A fleet that lies in no folder of this machine. No program can be started; scripts can be run. */
export function memoryFleet(options: MemoryWorldOptions): MemoryFleet {
  const world = memoryWorld({ scripts: (disk) => createScriptRunner({ disk }), ...options });
  const { disk, folder } = world;
  return {
    world,
    fleet: (...args) => runIn(world, args),
    read: (path) => {
      const file = `${folder}/${path}`;
      return disk.follow(file) === undefined
        ? undefined
        : new TextDecoder().decode(disk.read(file));
    },
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        disk.remove(`${folder}/${path}`);
        disk.create(`${folder}/${path}`, new TextEncoder().encode(text));
      }
    },
  };
}
