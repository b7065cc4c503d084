import { type Disk, systemCode, type World } from "@fleet/project";
import { encodeText } from "@fleet/project/internal";
import { join } from "pathe";
import { isAlive, type LockOwner, ownerHere, type ReadLock, readLock } from "./lock-owner.ts";

/** The name of the lock in its folder. */
export const lockName = "lock";

/** What came of trying to take a lock: it is held, somebody else has it, or nobody can ever get it. */
export type TakenLock =
  | { readonly kind: "held"; readonly id: string }
  | { readonly kind: "busy"; readonly owner: LockOwner }
  | { readonly kind: "barred" };

/** Others come and go while this one tries; who fails so often has met a bug, not a rival. */
const attempts = 20;

/**
 * So many runs in a row would have to be killed while each took over from the one before: rather somebody
 * has made their files.
 */
const mostHeirs = 100;

/**
 * Takes the lock in a folder: of all runs that try, exactly one has it. A lock whose owner is gone is taken
 * over. Who may do that is settled first: the heir of a lock is who made the first file for that very lock
 * (its name holds a digest of the lock), or the next one if that run is gone as well. Only the heir may
 * put another lock in its place, and only after it has seen that the lock is still the same. Nothing is
 * read or written through a link.
 */
export function takeLock(world: World, folder: string): TakenLock {
  const { disk, token } = world;
  const me = ownerHere(world, token());
  const candidate: Candidate = { world, folder, me, own: join(folder, `${lockName}.${me.token}`) };
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const taken = withoutRace(() => tryOnce(candidate));
      if (taken !== undefined) return taken;
    }
    throw new Error("bug: the lock changes hands without end");
  } finally {
    disk.remove(candidate.own);
  }
}

interface Candidate {
  readonly world: World;
  readonly folder: string;
  readonly me: LockOwner;
  /** The file that becomes the lock. */
  readonly own: string;
}

/** Undefined where the lock, or a file on the way to it, changed hands in between. */
function tryOnce({ world, folder, me, own }: Candidate): TakenLock | undefined {
  const { disk } = world;
  const lock = join(folder, lockName);
  disk.makeFolder(folder, 0o700);
  if (disk.inspect(own) === undefined) disk.create(own, encodeText(JSON.stringify(me)));
  if (disk.link(own, lock)) return { kind: "held", id: me.token };
  const found = readLock(world, lock);
  if (found === undefined) return undefined;
  if (isAlive(world.machine, found.owner)) return { kind: "busy", owner: found.owner };
  const heir = inherit({ world, folder, me, own }, found);
  if (typeof heir !== "string") {
    return heir === undefined ? { kind: "barred" } : { kind: "busy", owner: heir };
  }
  try {
    if (readLock(world, lock)?.id !== found.id) return undefined;
    if (disk.inspect(lock)?.kind === "folder") {
      // No file can be put in its place; whoever comes first has the lock then.
      disk.remove(lock);
      return undefined;
    }
    disk.rename(own, lock);
    return { kind: "held", id: me.token };
  } finally {
    disk.remove(heir);
  }
}

/** The file that makes this run the heir of a lock, or who else is; undefined where all places are taken. */
function inherit(
  { world, folder, own }: Candidate,
  dead: ReadLock,
): string | LockOwner | undefined {
  for (let place = 0; place < mostHeirs; place++) {
    const heir = join(folder, `heir.${dead.id}.${place}`);
    if (world.disk.link(own, heir)) return heir;
    const rival = readLock(world, heir);
    if (rival !== undefined && isAlive(world.machine, rival.owner)) return rival.owner;
  }
  return undefined;
}

/** Files and folders that go while they are looked at are no failure, but a reason to look again. */
function withoutRace<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Gives the lock up, if it is still this run's. */
export function releaseLock(world: World, folder: string, id: string): void {
  const lock = join(folder, lockName);
  if (readLock(world, lock)?.owner?.token === id) world.disk.remove(lock);
  leaveFolder(world.disk, folder);
}

/** Removes the folder unless somebody else has something in it. */
export function leaveFolder(disk: Disk, folder: string): void {
  if (disk.inspect(folder)?.kind === "folder") disk.removeEmpty(folder);
}
