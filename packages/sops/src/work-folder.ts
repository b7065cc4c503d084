import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Checked } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";

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
export function holdWorkFolder(root: string): Checked<WorkFolder> {
  const path = join(root, workFolderName);
  try {
    mkdirSync(path, { mode: 0o700, recursive: true });
    // A repository could hold a link of that name, and have copies written to where it leads.
    if (!lstatSync(path).isDirectory())
      return refuse(`${JSON.stringify(workFolderName)} is no folder.`);
    const owner = takeLock(path);
    if (owner !== undefined) return refuse(describeOwner(owner), helpFor(owner));
    for (const name of readdirSync(path)) {
      if (name !== lockName) rmSync(join(path, name), { recursive: true, force: true });
    }
    writeFileSync(join(path, ".gitignore"), "*\n");
    const release = () => rmSync(path, { recursive: true, force: true });
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
function takeLock(folder: string): Owner | undefined {
  const [lock, own] = [join(folder, lockName), join(folder, `lock.${process.pid}`)];
  writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (tryLink(own, lock)) return undefined;
      const owner = readOwner(lock);
      if (owner !== undefined && isAlive(owner)) return owner;
      const old = join(folder, `old-lock.${process.pid}`);
      try {
        renameSync(lock, old);
      } catch {
        continue;
      }
      const moved = readOwner(old);
      // Another run took over in between, and this one took its lock away: it gets it back.
      if (moved !== undefined && isAlive(moved)) {
        tryLink(old, lock);
        return moved;
      }
    }
    return readOwner(lock) ?? { pid: 0, host: hostname() };
  } finally {
    rmSync(own, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === "EEXIST") return false;
    throw error;
  }
}

function readOwner(lock: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(lock, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value))
      return undefined;
    const { pid, host } = value;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Of a process on another machine nothing is known, so that it counts as alive. */
function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, "code") === "EPERM";
  }
}

function describeOwner({ pid, host }: Owner): string {
  return `Another run of fleet is at work on the secrets here: process ${pid} on ${JSON.stringify(host)}.`;
}

function helpFor({ host }: Owner): string {
  return host === hostname()
    ? "Wait until it has ended."
    : `Wait until it has ended. If it never will, delete the folder ${workFolderName}.`;
}

function refuse(message: string, help?: string): Checked<never> {
  const diagnostic = createProblem("busy", message, help === undefined ? {} : { help });
  return { ok: false, diagnostics: [diagnostic] };
}
