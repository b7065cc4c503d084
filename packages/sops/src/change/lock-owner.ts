import type { Disk, World } from "@fleet/project";
import { decodeText } from "@fleet/project/internal";

/** Which run has a lock. A number of a process alone would be given anew. */
export interface LockOwner {
  /** Tells the run from all others, also from those of the same process. */
  readonly token: string;
  readonly pid: number;
  /** When the process was started, as `Machine.startOf` says. */
  readonly start: string;
  readonly host: string;
  /** What processes are counted in there, as `Machine.processSpace` says. */
  readonly space: string;
  /** Since when it has the lock, as `2026-05-31T12:00:00Z`. */
  readonly since: string;
}

/** What stands in the place of a lock. */
export interface ReadLock {
  /** The same for the same text: hexadecimal digits. */
  readonly id: string;
  /** Undefined where it was written by no run of fleet. */
  readonly owner: LockOwner | undefined;
}

/** More than any lock that fleet writes, in bytes. */
const longest = 4096;

/** This run, as it calls itself in a lock. */
export function ownerHere({ machine, now }: World, token: string): LockOwner {
  const { processId: pid, name: host, processSpace: space } = machine;
  return { token, pid, start: machine.startOf(pid) ?? "", host, space, since: now() };
}

/** Reads a lock, not through a link; undefined where nothing stands there. */
export function readLock({ disk, digest }: World, path: string): ReadLock | undefined {
  const entry = disk.inspect(path);
  if (entry === undefined) return undefined;
  const text = entry.kind === "file" ? readHead(disk, path) : "";
  return { id: digest(`${entry.kind} ${text}`).slice(0, 32), owner: parseOwner(text) };
}

function readHead(disk: Disk, path: string): string {
  const file = disk.open(path);
  if (file === "link") return "";
  try {
    const bytes = new Uint8Array(longest);
    return decodeText(bytes.subarray(0, file.read(bytes, 0)));
  } finally {
    file.close();
  }
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const field = (name: string): unknown => Reflect.get(value, name);
    const [pid, host] = [field("pid"), field("host")];
    if (typeof pid !== "number" || !Number.isSafeInteger(pid)) return undefined;
    if (typeof host !== "string") return undefined;
    const words = (name: string) => String(field(name) ?? "");
    const [token, start, space] = [words("token"), words("start"), words("space")];
    return { token, pid, start, host, space, since: words("since") };
  } catch {
    return undefined;
  }
}

/**
 * Whether the run that has a lock may still be at work. Of another machine or container nothing is known,
 * so that its runs count as alive; of this one a process is the owner if it was started when the owner was.
 */
export function isAlive(
  machine: World["machine"],
  owner: LockOwner | undefined,
): owner is LockOwner {
  if (owner === undefined) return false;
  if (!isVisible(machine, owner)) return true;
  return owner.start !== "" && owner.pid > 0 && machine.startOf(owner.pid) === owner.start;
}

/** Whether the processes that a lock speaks of are those that can be seen from here. */
export function isVisible(machine: World["machine"], { host, space, start }: LockOwner): boolean {
  return host === machine.name && (start === "" || space === machine.processSpace);
}
