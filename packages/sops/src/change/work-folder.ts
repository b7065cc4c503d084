import type { Checked } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { decodeText, encodeText } from "@fleet/project/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";

/** Where copies of secret files are worked on: in the root, so that they can be renamed into place. */
const workFolderName = ".fleet-work";

/** The folder, which nobody else has while it is held. */
export interface WorkFolder {
  readonly path: string;
  /** Removes all that is in it, and lets others have it. */
  readonly release: () => void;
}

/**
 * Takes the work folder of a root, and removes what a run that was killed has left in it. Refuses while
 * another run has it.
 */
export function holdWorkFolder(world: World, root: string): Checked<WorkFolder> {
  const path = join(root, workFolderName);
  try {
    world.disk.makeFolder(path, 0o700);
    // A repository could hold a link of that name, and have copies written to where it leads.
    if (world.disk.inspect(path)?.kind !== "folder")
      return refuse(`${JSON.stringify(workFolderName)} is no folder.`);
    const owner = takeLock(world, path);
    if (owner !== undefined) return refuse(describeOwner(owner), helpFor(world, owner));
    for (const { name } of world.disk.list(path)) {
      if (name !== lockName) world.disk.remove(join(path, name));
    }
    world.disk.create(join(path, ".gitignore"), encodeText("*\n"));
    const release = () => world.disk.remove(path);
    return { ok: true, value: { path, release }, diagnostics: [] };
  } catch (error) {
    return refuse(`${JSON.stringify(workFolderName)} cannot be used: ${describeThrown(error)}`);
  }
}

const lockName = "lock";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** Takes the lock, or gives who has it. Of two that take over from a dead run, one gets it. */
function takeLock({ disk, machine }: World, folder: string): Owner | undefined {
  const [lock, own] = [join(folder, lockName), join(folder, `lock.${machine.processId}`)];
  const self = { pid: machine.processId, host: machine.name };
  disk.remove(own);
  disk.create(own, encodeText(JSON.stringify(self)));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (disk.link(own, lock)) return undefined;
      const owner = readOwner(disk, lock);
      if (owner !== undefined && isAlive(machine, owner)) return owner;
      const old = join(folder, `old-lock.${machine.processId}`);
      try {
        disk.rename(lock, old);
      } catch {
        continue;
      }
      const moved = readOwner(disk, old);
      // Another run took over in between, and this one took its lock away: it gets it back.
      if (moved !== undefined && isAlive(machine, moved)) {
        disk.link(old, lock);
        return moved;
      }
    }
    return readOwner(disk, lock) ?? { pid: 0, host: machine.name };
  } finally {
    disk.remove(own);
  }
}

function readOwner(disk: World["disk"], lock: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(decodeText(disk.read(lock)));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value))
      return undefined;
    const { pid, host } = value;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Of a process on another machine nothing is known, so that it counts as alive. */
function isAlive(machine: World["machine"], { pid, host }: Owner): boolean {
  if (host !== machine.name) return true;
  return pid !== machine.processId && machine.isAlive(pid);
}

function describeOwner({ pid, host }: Owner): string {
  return `Another run of fleet is at work on the secrets here: process ${pid} on ${JSON.stringify(host)}.`;
}

function helpFor({ machine }: World, { host }: Owner): string {
  return host === machine.name
    ? "Wait until it has ended."
    : `Wait until it has ended. If it never will, delete the folder ${workFolderName}.`;
}

function refuse(message: string, help?: string): Checked<never> {
  const diagnostic = createProblem("busy", message, help === undefined ? {} : { help });
  return { ok: false, diagnostics: [diagnostic] };
}
