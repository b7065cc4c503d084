import type { ExecFileException } from "node:child_process";
import {
  describeThrown,
  outputLimits,
  type ProgramCall,
  type ProgramEnd,
} from "@fleet/diagnostics";

// Hardly any run needs it.
const load = process.getBuiltinModule;

/**
 * Runs a program that starts no others, as git where nothing that a repository says is run. Node does this by itself;
 * what ends all that a program started takes longer to load than git to answer. Rejects never.
 */
export function runLeaf(call: ProgramCall): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const options = {
      cwd: call.folder,
      env: { ...call.environment },
      encoding: "buffer",
      maxBuffer: outputLimits.output,
      timeout: call.timeLimit ?? 0,
      killSignal: "SIGKILL",
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    } as const;
    try {
      const { stdin } = load("node:child_process").execFile(
        call.program,
        [...call.arguments],
        options,
        (error, output, log) => resolve(describeEnd(error, { output, log }, call)),
      );
      // A program need not read what it is given.
      stdin?.on("error", () => {});
      stdin?.end(call.input);
    } catch (error) {
      resolve({ end: "unstarted", reason: describeThrown(error) });
    }
  });
}

function describeEnd(
  error: ExecFileException | null,
  said: { readonly output: Buffer; readonly log: Buffer },
  { signal }: ProgramCall,
): ProgramEnd {
  const output = new Uint8Array(said.output);
  const log = new TextDecoder().decode(said.log);
  if (error === null) return { end: "exit", status: 0, output, log };
  if (signal?.aborted === true) return { end: "cancelled" };
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    return { end: error.message.startsWith("stderr") ? "long-log" : "long-output" };
  }
  if (typeof error.code === "number") return { end: "exit", status: error.code, output, log };
  if (typeof error.code === "string") return { end: "unstarted", reason: error.message };
  // Nobody else ends it so while its time is not over.
  if (error.killed === true) return { end: "time-out" };
  return { end: "signal", signal: error.signal ?? "SIGKILL", log };
}
