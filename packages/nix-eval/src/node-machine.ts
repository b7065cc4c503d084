import { accessSync, constants, readFileSync, statSync } from "node:fs";
import type { NixDisk, NixMachine } from "./nix-machine.ts";
import { outputLimits, type ProgramCall, type ProgramEnd } from "./run-program.ts";

/** The machine that this runs on. Nothing else in this package knows Node.js. */
export function nodeMachine(): NixMachine {
  return { run: runProgram, disk, folder: process.cwd(), platform: process.platform };
}

const disk: NixDisk = {
  follow: (path) => {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch {
      // Whatever cannot be reached counts as not there.
      return undefined;
    }
  },
  read: (path) => readFileSync(path),
  isProgram: (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};

/** Runs a program of this machine to its end. Rejects never. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  // Most runs of fleet need no child process, and loading execa takes 40 ms.
  const { execa } = await import("execa");
  const result = await execa(call.program, call.arguments, {
    cwd: call.folder,
    env: call.environment,
    extendEnv: false,
    ...(call.input === undefined ? { stdin: "ignore" } : { input: call.input }),
    stdout: call.isSilent === true ? "ignore" : "pipe",
    encoding: "buffer",
    stripFinalNewline: false,
    maxBuffer: { stdout: outputLimits.output, stderr: outputLimits.log },
    ...(call.timeLimit === undefined ? {} : { timeout: call.timeLimit }),
    ...(call.signal === undefined ? {} : { cancelSignal: call.signal }),
    killDescendants: true,
    forceKillAfterDelay: 2000,
    reject: false,
  });
  if (result.timedOut) return { end: "time-out" };
  if (result.isCanceled) return { end: "cancelled" };
  if (result.isMaxBuffer) {
    const isLog = (result.stderr?.length ?? 0) >= outputLimits.log;
    return { end: isLog ? "long-log" : "long-output" };
  }
  const log = new TextDecoder().decode(result.stderr);
  if (result.signal !== undefined) return { end: "signal", signal: result.signal, log };
  if (result.exitCode === undefined) {
    return { end: "unstarted", reason: result.originalMessage ?? "no reason given" };
  }
  return { end: "exit", status: result.exitCode, output: result.stdout ?? new Uint8Array(), log };
}
