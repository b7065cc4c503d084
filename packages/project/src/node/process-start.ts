import { readFileSync, readlinkSync } from "node:fs";
import { systemCode } from "../world/disk.ts";

const load = process.getBuiltinModule;

/**
 * When a process was started, in the words of the system; undefined where there is no such process. Two
 * processes that were given the same number one after another differ in it.
 */
export function startOf(processId: number): string | undefined {
  if (!isThere(processId)) return undefined;
  try {
    return process.platform === "linux" ? readStart(processId) : askStart(processId);
  } catch {
    // Whoever is there and cannot be told apart counts as the one that was.
    return isThere(processId) ? "unknown" : undefined;
  }
}

/** What numbers of processes are counted in: a container counts its own, and sees no others. */
export function processSpace(): string {
  try {
    return process.platform === "linux" ? readlinkSync("/proc/self/ns/pid") : "";
  } catch {
    return "";
  }
}

function isThere(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** In ticks since a boot, which has an id (proc_pid_stat(5)). The name, in brackets, may hold anything. */
function readStart(processId: number): string {
  const stat = readFileSync(`/proc/${processId}/stat`, "latin1");
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  if (ticks === undefined) throw new Error("/proc has another form here");
  return `${boot} ${ticks}`;
}

function askStart(processId: number): string {
  const { execFileSync } = load("node:child_process");
  const printed = execFileSync("/bin/ps", ["-o", "lstart=", "-p", String(processId)], {
    encoding: "utf8",
    env: { LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 5000,
  });
  return printed.trim() || "unknown";
}
