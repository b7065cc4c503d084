/** How to run a program. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** The working directory. */
  readonly directory: string;
  /** The whole environment; nothing is added to it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the program reads on its standard input; undefined for nothing. */
  readonly input: string | undefined;
  /** Milliseconds until it and all that it started are stopped. */
  readonly timeLimit: number;
  readonly signal: AbortSignal | undefined;
}

/** How a run ended. */
export type CommandResult =
  | {
      readonly end: "exit";
      readonly status: number;
      readonly output: Uint8Array;
      readonly log: string;
    }
  | { readonly end: "signal"; readonly signal: string; readonly log: string }
  | { readonly end: "time-out" | "cancelled" | "long-output" | "long-log" }
  | { readonly end: "unstarted"; readonly reason: string };

/** What a program may write before it is stopped, in bytes. */
export const outputLimits = { output: 256 * 1024 * 1024, log: 16 * 1024 * 1024 } as const;

/** Runs a program to its end. Rejects never. */
export async function runCommand(command: Command): Promise<CommandResult> {
  // Most runs of fleet need no child process, and loading execa takes 40 ms.
  const { execa } = await import("execa");
  const result = await execa(command.program, command.arguments, {
    cwd: command.directory,
    env: command.environment,
    extendEnv: false,
    ...(command.input === undefined ? { stdin: "ignore" } : { input: command.input }),
    encoding: "buffer",
    stripFinalNewline: false,
    maxBuffer: { stdout: outputLimits.output, stderr: outputLimits.log },
    timeout: command.timeLimit,
    ...(command.signal === undefined ? {} : { cancelSignal: command.signal }),
    killDescendants: true,
    forceKillAfterDelay: 2000,
    reject: false,
  });
  if (result.timedOut) return { end: "time-out" };
  if (result.isCanceled) return { end: "cancelled" };
  if (result.isMaxBuffer) {
    const isLog = result.stderr.length >= outputLimits.log;
    return { end: isLog ? "long-log" : "long-output" };
  }
  const log = new TextDecoder().decode(result.stderr);
  if (result.signal !== undefined) return { end: "signal", signal: result.signal, log };
  if (result.exitCode === undefined) {
    return { end: "unstarted", reason: result.originalMessage ?? "no reason given" };
  }
  return { end: "exit", status: result.exitCode, output: result.stdout, log };
}
