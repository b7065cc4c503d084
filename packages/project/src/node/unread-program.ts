import type { ChildProcess, SpawnOptions } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { describeThrown, type ProgramCall, type ProgramEnd } from "@fleet/diagnostics";
import { systemCode } from "../world/disk.ts";

// Hardly any run needs it.
const load = process.getBuiltinModule;

/** Milliseconds from asking a program to end until it is made to. */
export const defaultPatience = 2000;

/**
 * Runs a program of which nothing is read here: what it says goes to a file, which it writes itself, or to the
 * terminal. Its file is whole when this process is no more, and nothing of it is in memory. Rejects never.
 */
export function runUnread(call: ProgramCall): Promise<ProgramEnd> {
  if (call.signal?.aborted === true) return Promise.resolve({ end: "cancelled" });
  try {
    const file = call.logFile === undefined ? undefined : openSync(call.logFile, "a", 0o600);
    try {
      return follow(start(call, file), call);
    } finally {
      if (file !== undefined) closeSync(file);
    }
  } catch (error) {
    return Promise.resolve({ end: "unstarted", reason: describeThrown(error) });
  }
}

function start(call: ProgramCall, file: number | undefined): ChildProcess {
  const options: SpawnOptions = {
    cwd: call.folder,
    env: { ...call.environment },
    stdio: file === undefined ? "inherit" : ["ignore", file, file],
    // A group of its own can be ended with all that it started. What has the terminal has to stay in the group that
    // the terminal belongs to.
    detached: file !== undefined,
  };
  return load("node:child_process").spawn(call.program, [...call.arguments], options);
}

function follow(child: ChildProcess, call: ProgramCall): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let ended: "cancelled" | "time-out" | undefined;
    let limit: NodeJS.Timeout | undefined;
    let last: NodeJS.Timeout | undefined;
    const stop = (why: "cancelled" | "time-out") => {
      if (ended !== undefined) return;
      ended = why;
      signalAll(child, call, "SIGTERM");
      last = setTimeout(() => signalAll(child, call, "SIGKILL"), call.patience ?? defaultPatience);
    };
    const cancel = () => stop("cancelled");
    const conclude = (end: ProgramEnd) => {
      clearTimeout(limit);
      clearTimeout(last);
      call.signal?.removeEventListener("abort", cancel);
      resolve(end);
    };
    if (call.timeLimit !== undefined) limit = setTimeout(() => stop("time-out"), call.timeLimit);
    call.signal?.addEventListener("abort", cancel);
    child.on("error", (error) => conclude({ end: "unstarted", reason: describeThrown(error) }));
    child.on("exit", (status, signal) => {
      // Whoever was told to end may have left others behind, which hold on to what was to be ended.
      if (ended !== undefined) signalAll(child, call, "SIGKILL");
      if (ended !== undefined) conclude({ end: ended });
      else if (signal !== null) conclude({ end: "signal", signal, log: "" });
      else conclude({ end: "exit", status: status ?? 0, output: new Uint8Array(), log: "" });
    });
  });
}

/** Sends a signal to a program and all of its group, which is its own where it has no terminal. */
function signalAll(child: ChildProcess, call: ProgramCall, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(call.hasTerminal === true ? child.pid : -child.pid, signal);
  } catch (error) {
    if (systemCode(error) !== "ESRCH" && systemCode(error) !== "EPERM") throw error;
  }
}
