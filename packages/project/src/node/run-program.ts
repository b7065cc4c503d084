import {
  describeThrown,
  type Environment,
  outputLimits,
  type ProgramCall,
  type ProgramEnd,
} from "@fleet/diagnostics";
import { isAbsolute } from "pathe";
import { runLeaf } from "./leaf-program.ts";
import { defaultPatience, runUnread } from "./unread-program.ts";

/** Runs a program of this machine to its end. Rejects never. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  if (call.logFile !== undefined || call.hasTerminal === true) {
    return runUnread({ ...call, environment: withAbsolutePath(call.environment) });
  }
  if (call.isLeaf === true) {
    return runLeaf({ ...call, environment: withAbsolutePath(call.environment) });
  }
  try {
    return await runBranching(call);
  } catch (error) {
    // What no program can be given, such as a word with a zero in it.
    return { end: "unstarted", reason: describeThrown(error) };
  }
}

/** Runs a program that may start others, which end with it. */
async function runBranching(call: ProgramCall): Promise<ProgramEnd> {
  // Most runs of fleet need no such program, and loading execa takes 40 ms.
  const { execa } = await import("execa");
  const result = await execa(call.program, call.arguments, {
    cwd: call.folder,
    env: withAbsolutePath(call.environment),
    extendEnv: false,
    ...streamsOf(call),
    encoding: "buffer",
    stripFinalNewline: false,
    maxBuffer: { stdout: outputLimits.output, stderr: outputLimits.log },
    ...(call.timeLimit === undefined ? {} : { timeout: call.timeLimit }),
    ...(call.signal === undefined ? {} : { cancelSignal: call.signal }),
    killDescendants: true,
    forceKillAfterDelay: call.patience ?? defaultPatience,
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

function streamsOf({ input, isSilent }: ProgramCall) {
  const stdout = isSilent === true ? "ignore" : "pipe";
  return { ...(input === undefined ? { stdin: "ignore" as const } : { input }), stdout } as const;
}

/**
 * Folders in PATH that are named from the current one are left out: programs are started in repositories,
 * which may hold a `git` of their own.
 */
function withAbsolutePath(environment: Environment): Environment {
  const { PATH } = environment;
  if (PATH === undefined) return environment;
  const folders = PATH.split(":").filter((folder) => isAbsolute(folder));
  return { ...environment, PATH: folders.join(":") };
}
