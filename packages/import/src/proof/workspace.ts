import type { World } from "@fleet/project";
import { nameTemporary, readTemporary } from "@fleet/project/internal";
import { isAbsolute, join } from "pathe";

/** What a folder is called that a proof works in. */
const workspaceName = "fleet-import";

/**
 * Does something with a folder of its own, at the end of all links, which is gone afterwards. What a run has left that
 * was killed goes as well: nobody else does it, and it holds a copy of the flake.
 */
export async function withWorkspace<T>(
  world: World,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const { disk } = world;
  const temporary = temporaryFolder(world);
  removeLeft(world, temporary);
  const workspace = join(temporary, nameTemporary(world, workspaceName));
  try {
    disk.makeFolder(workspace, 0o700);
    return await work(disk.resolve(workspace));
  } finally {
    disk.remove(workspace);
  }
}

/** Where the system has it; one that is not there is not made, in whatever folder this runs. */
function temporaryFolder({ disk, environment }: World): string {
  const named = environment["TMPDIR"] ?? "";
  return isAbsolute(named) && disk.follow(named)?.kind === "folder" ? named : "/tmp";
}

/** Of others, of runs at work, and of other machines that share the folder, everything stays. */
function removeLeft(world: World, temporary: string): void {
  const { disk } = world;
  try {
    for (const { name, kind } of disk.list(temporary)) {
      if (kind !== "folder") continue;
      const found = readTemporary(world, name);
      const path = join(temporary, name);
      if (found?.name === workspaceName && found.isLeft === true && isOwn(world, path)) {
        disk.remove(path);
      }
    }
  } catch {
    // It is no more than tidying up: what cannot be listed or removed stays.
  }
}

/** A folder that this user made, and that nobody else may look into. */
function isOwn({ disk, machine }: World, path: string): boolean {
  const entry = disk.inspect(path);
  return (
    entry?.kind === "folder" &&
    machine.user !== undefined &&
    entry.owner === machine.user &&
    (entry.mode & 0o077) === 0
  );
}
