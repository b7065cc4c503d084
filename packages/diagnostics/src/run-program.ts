/** Variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to run a program. */
export interface ProgramCall {
  /** Its absolute path, or its name in the PATH of `environment`. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** The working folder. */
  readonly folder: string;
  /** The whole environment; nothing is added to it, and PATH counts as far as its folders are absolute. */
  readonly environment: Environment;
  /** What the program reads on its standard input. Default: nothing. */
  readonly input?: string | undefined;
  /** Whether what it prints goes nowhere, as decrypted secrets must. Default: false. */
  readonly isSilent?: boolean | undefined;
  /**
   * An absolute path: all that it prints and writes to the standard error is added to the end of that file, which is
   * there, and nothing of it is given back. Nothing is kept in memory, and it has no end. Default: none.
   */
  readonly logFile?: string | undefined;
  /**
   * Whether it shares the terminal with this process, and stays in its group: sudo and ssh can ask by it, and Ctrl-C
   * reaches both. Nothing of what it says is given back. Default: false.
   */
  readonly hasTerminal?: boolean | undefined;
  /** Whether it starts no other programs, so that ending it ends all: then it is begun more quickly. Default: false. */
  readonly isLeaf?: boolean | undefined;
  /** Milliseconds from asking it to end until it is made to. Default: 2000. */
  readonly patience?: number | undefined;
  /** Milliseconds until it and all that it started are stopped. Default: never. */
  readonly timeLimit?: number | undefined;
  /** Stops it and all that it started when aborted. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** How a run ended. `output` is what it printed, `log` what it wrote to the standard error. */
export type ProgramEnd =
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

/** Runs a program to its end. Rejects never. The one way in which fleet starts other programs. */
export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>;
